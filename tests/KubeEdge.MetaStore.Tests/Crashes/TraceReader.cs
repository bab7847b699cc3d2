using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>Reads the output of <c>strace -f -y -xx</c>: the calls that changed files, in the order in which they ended.</summary>
internal static partial class TraceReader
{
    public static List<TracedWrite> Read(IEnumerable<string> lines, string folder)
    {
        var pending = new Dictionary<string, string>();
        var writes = new List<TracedWrite>();
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, call) = (line[..space], line[space..].TrimStart());
            if (call.EndsWith(" <unfinished ...>", StringComparison.Ordinal))
            {
                pending[thread] = call[..^" <unfinished ...>".Length];
                continue;
            }

            if (Resumed().Match(call) is { Success: true } resumed && pending.Remove(thread, out var begun))
            {
                call = begun + call[resumed.Length..];
            }

            if (Parse(call, folder) is { } write)
            {
                writes.Add(write);
            }
        }

        return writes;
    }

    private static TracedWrite? Parse(string call, string folder)
    {
        if (Write().Match(call) is { Success: true } write)
        {
            var bytes = Bytes(write.Groups["data"].Value)[..int.Parse(write.Groups["done"].Value, CultureInfo.InvariantCulture)];
            return In(folder, write, TracedCall.Write, long.Parse(write.Groups["at"].Value, CultureInfo.InvariantCulture), bytes);
        }

        if (Sync().Match(call) is { Success: true } sync)
        {
            return In(folder, sync, TracedCall.Sync, 0, []);
        }

        if (Truncate().Match(call) is { Success: true } truncate)
        {
            return In(folder, truncate, TracedCall.Truncate, long.Parse(truncate.Groups["at"].Value, CultureInfo.InvariantCulture), []);
        }

        if (Remove().Match(call) is { Success: true } remove)
        {
            return In(folder, remove, TracedCall.Remove, 0, []);
        }

        return Create().Match(call) is { Success: true } create ? In(folder, create, TracedCall.Create, 0, []) : null;
    }

    private static TracedWrite? In(string folder, Match match, TracedCall call, long offset, byte[] bytes)
    {
        var path = System.Text.Encoding.UTF8.GetString(Bytes(match.Groups["path"].Value));
        return Path.GetDirectoryName(path) == folder ? new TracedWrite(call, Path.GetFileName(path), offset, bytes) : null;
    }

    /// <summary>Text in which <c>\xNN</c> stands for bytes.</summary>
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length / 4);
        for (var i = 0; i < text.Length;)
        {
            var escaped = text[i] == '\\' && text[i + 1] == 'x';
            bytes.Add(escaped ? byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)text[i]);
            i += escaped ? 4 : 1;
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex("""^pwrite64\(\d+<(?<path>[^>]*)>(?:\(deleted\))?, "(?<data>[^"]*)", \d+, (?<at>\d+)\)\s+= (?<done>\d+)""")]
    private static partial Regex Write();

    [GeneratedRegex("""^(?:fsync|fdatasync)\(\d+<(?<path>[^>]*)>\)\s+= 0""")]
    private static partial Regex Sync();

    [GeneratedRegex("""^ftruncate\(\d+<(?<path>[^>]*)>, (?<at>\d+)\)\s+= 0""")]
    private static partial Regex Truncate();

    [GeneratedRegex("""^unlink\("(?<path>[^"]*)"\)\s+= 0""")]
    private static partial Regex Remove();

    [GeneratedRegex("""^openat\([^,]+, "(?<path>[^"]*)", [^)]*O_CREAT[^)]*\)\s+= \d+""")]
    private static partial Regex Create();
}
