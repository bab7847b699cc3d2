using Microsoft.Extensions.Options;

namespace KubeEdge.EdgeHub;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class EdgeHubOptionsValidator : IValidateOptions<EdgeHubOptions>
{
    private const int MaximumNameLength = 253;

    public ValidateOptionsResult Validate(string? name, EdgeHubOptions options)
    {
        var faults = new List<string>();
        CheckIdentity(options, faults);
        CheckServer(options.Server, faults);
        CheckHttpServer(options.HttpServer, faults);
        Require(options.CaFile, nameof(options.CaFile), faults);
        Require(options.CertificateFile, nameof(options.CertificateFile), faults);
        Require(options.KeyFile, nameof(options.KeyFile), faults);
        var second = TimeSpan.FromSeconds(1);
        var minute = TimeSpan.FromMinutes(1);
        Range(options.Heartbeat, nameof(options.Heartbeat), second, 5 * minute, faults);
        Range(options.HandshakeTimeout, nameof(options.HandshakeTimeout), second, 5 * minute, faults);
        Range(options.RequestTimeout, nameof(options.RequestTimeout), second, 10 * minute, faults);
        Range(options.DrainTimeout, nameof(options.DrainTimeout), TimeSpan.Zero, minute, faults);
        var pauses = options.Reconnect;
        Range(pauses.MinimumDelay, "Reconnect.MinimumDelay", TimeSpan.FromMilliseconds(10), minute, faults);
        Range(pauses.MaximumDelay, "Reconnect.MaximumDelay", pauses.MinimumDelay, 60 * minute, faults);
        Range(pauses.StableAfter, "Reconnect.StableAfter", TimeSpan.Zero, 60 * minute, faults);
        Range(pauses.MaximumRetryAfter, "Reconnect.MaximumRetryAfter", TimeSpan.Zero, 60 * minute, faults);
        faults.AddRange(options.Link.Check().Select(static fault => $"EdgeHub: Link.{fault}"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckIdentity(EdgeHubOptions options, List<string> faults)
    {
        if (!IsNodeName(options.NodeName))
        {
            faults.Add($"EdgeHub: NodeName '{options.NodeName}' is not a lower-case DNS subdomain of 1 to {MaximumNameLength} characters.");
        }

        if (string.IsNullOrEmpty(options.ProjectId) || options.ProjectId.AsSpan().ContainsAny('/', '?', '#'))
        {
            faults.Add($"EdgeHub: ProjectId '{options.ProjectId}' is not one segment of a path.");
        }
    }

    private static void CheckHttpServer(Uri? server, List<string> faults)
    {
        if (server is not null && (!server.IsAbsoluteUri || server.Scheme != Uri.UriSchemeHttps))
        {
            faults.Add($"EdgeHub: HttpServer '{server}' is not an address like https://cloud.example.com:10002.");
        }
    }

    private static void CheckServer(Uri? server, List<string> faults)
    {
        if (server is null || !server.IsAbsoluteUri || server.Scheme != Uri.UriSchemeWss)
        {
            faults.Add($"EdgeHub: Server '{server}' is not an address like wss://cloud.example.com:10000.");
        }
    }

    private static bool IsNodeName(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaximumNameLength)
        {
            return false;
        }

        foreach (var label in name.AsSpan().Split('.'))
        {
            var text = name.AsSpan(label);
            if (text.IsEmpty || text[0] == '-' || text[^1] == '-'
                || text.ContainsAnyExcept(_nodeNameCharacters))
            {
                return false;
            }
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> _nodeNameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static void Require(string? path, string name, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            faults.Add($"EdgeHub: {name} is empty; it names a PEM file.");
        }
    }

    private static void Range(TimeSpan value, string name, TimeSpan lowest, TimeSpan highest, List<string> faults)
    {
        if (value < lowest || value > highest)
        {
            faults.Add($"EdgeHub: {name} is {value}; it must lie between {lowest} and {highest}.");
        }
    }
}
