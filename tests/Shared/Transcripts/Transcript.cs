using System.Text.Json.Nodes;

namespace KubeEdge.Testing;

/// <summary>Recordings of the original's cloud and edge talking to each other.</summary>
internal static class Transcript
{
    /// <summary>Reads a recording that the test project copies to <c>Transcripts/</c> beside its assembly.</summary>
    /// <param name="name">The file's name without its ending, for instance <c>01-node-join</c>.</param>
    public static IReadOnlyList<TranscriptRow> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Transcripts", name + ".jsonl");
        var rows = new List<TranscriptRow>();
        foreach (var line in File.ReadLines(path))
        {
            var row = JsonNode.Parse(line) ?? throw new FormatException($"{path}:{rows.Count + 1} is empty.");
            rows.Add(new TranscriptRow(
                rows.Count + 1,
                row["t"]?.GetValue<long>() ?? 0,
                row["dir"]?.GetValue<string>() ?? string.Empty,
                row["kind"]?.GetValue<string>() ?? string.Empty,
                row["message"]?.DeepClone(),
                row["hex"]?.GetValue<string>() is { } hex ? Convert.FromHexString(hex) : default));
        }

        return rows;
    }
}
