using System.Text.RegularExpressions;

namespace KubeEdge.Testing;

/// <summary>
/// What may differ from one recording. Read from a text file whose lines are <c>transcripts TAB pattern TAB reason</c>: the recordings'
/// names without their titles, with a space between them (<c>01 head-01</c>); the path of a field, or before it, with a space between, the
/// operation and resource of the message it is in; <c>*</c> stands for anything. At most <see cref="MostPerTranscript"/> each, all needed.
/// </summary>
internal sealed class TranscriptExceptions
{
    public const int MostPerTranscript = 15;

    private readonly string _transcript;
    private readonly List<(string Pattern, Regex Expression)> _patterns = [];
    private readonly HashSet<string> _used = [];

    private TranscriptExceptions(string transcript) => _transcript = transcript;

    /// <summary>Reads those of one recording.</summary>
    /// <param name="file">The file, as a path beside the test's assembly.</param>
    /// <param name="transcript">The recording's file name without ending, for instance <c>01-node-join</c>.</param>
    public static TranscriptExceptions Read(string file, string transcript)
    {
        var exceptions = new TranscriptExceptions(transcript);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, file)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.Split('\t') is not [var transcripts, { Length: > 0 } pattern, { Length: > 0 }])
            {
                throw new FormatException($"{file}: not 'transcripts TAB pattern TAB reason': {line}");
            }

            if (transcripts.Split(' ').Any(name => name == transcript || transcript.StartsWith(name + "-", StringComparison.Ordinal)))
            {
                exceptions._patterns.Add((pattern, Expression(pattern)));
            }
        }

        return exceptions._patterns.Count <= MostPerTranscript
            ? exceptions
            : throw new FormatException($"{file}: {transcript} has {exceptions._patterns.Count} exceptions, over {MostPerTranscript}.");
    }

    /// <summary>Whether this difference is excepted; the exception is then used.</summary>
    public bool Covers(string message, string path)
    {
        var covered = false;
        foreach (var (pattern, expression) in _patterns)
        {
            if (expression.IsMatch($"{message} {path}"))
            {
                _used.Add(pattern);
                covered = true;
            }
        }

        return covered;
    }

    /// <summary>The exceptions that nothing has needed so far; empty at the end of a replay.</summary>
    public IEnumerable<string> Unused() =>
        _patterns.Where(exception => !_used.Contains(exception.Pattern))
            .Select(exception => $"{_transcript}: no difference needs the exception '{exception.Pattern}'");

    private static Regex Expression(string pattern)
    {
        var glob = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal);
        var message = pattern.Contains(' ', StringComparison.Ordinal) ? string.Empty : ".* ";
        return new Regex($"^{message}{glob}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
