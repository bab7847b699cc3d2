using System.Text.Json.Nodes;

namespace KubeEdge.Shared.Reporting;

/// <summary>The figures of one report, and of when and what they are.</summary>
/// <param name="Date">The day of the run.</param>
/// <param name="Commit">The commit that was measured; empty when the run did not say.</param>
/// <param name="Figures">The numbers.</param>
internal sealed record FigureSet(string Date, string Commit, IReadOnlyList<Figure> Figures)
{
    /// <summary>Reads a file that <see cref="WriteTo"/> wrote; null when there is none.</summary>
    public static FigureSet? TryRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        JsonNode file = JsonNode.Parse(File.ReadAllText(path)) ?? throw new InvalidDataException($"{path} is empty.");
        return new FigureSet(Text(file, "date"), Text(file, "commit"), [.. (file["figures"]?.AsArray() ?? []).Select(ReadFigure)]);
    }

    /// <summary>The figure of that name; null when there is none.</summary>
    public Figure? Find(string name) =>
        Figures.Select(figure => (Figure?)figure).FirstOrDefault(figure => figure?.Name == name);

    /// <summary>Writes the file, one figure per line.</summary>
    public void WriteTo(string path)
    {
        IEnumerable<string> lines = Figures.Select(figure =>
            "    " + new JsonObject { ["name"] = figure.Name, ["value"] = Rounded(figure.Value), ["unit"] = figure.Unit }.ToJsonString(_readable));
        File.WriteAllText(path, $$"""
            {
              "date": "{{Date}}",
              "commit": "{{Commit}}",
              "figures": [
            {{string.Join(",\n", lines)}}
              ]
            }

            """.ReplaceLineEndings("\n"));
    }

    // × stays × in the file.
    private static readonly System.Text.Json.JsonSerializerOptions _readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Figure ReadFigure(JsonNode? figure) =>
        new(Text(figure, "name"), figure?["value"]?.GetValue<double>() ?? double.NaN, Text(figure, "unit"));

    private static string Text(JsonNode? node, string name) => node?[name]?.GetValue<string>() ?? string.Empty;

    private static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Log10(Math.Abs(value)), 0, 6));
}
