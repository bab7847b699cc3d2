using System.Globalization;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Shared.Reporting;

/// <summary>
/// A run's two files in <c>benchmarks/results</c>: <c>NAME.md</c> for people, <c>NAME.json</c> for the table of all budgets. The names
/// carry no date, so that a change of the figures is a difference under version control.
/// </summary>
internal static class ResultFiles
{
    // What people wrote under a figure stays when it is measured again.
    private const string Notes = "\n## ";

    /// <summary>The folder of all reports.</summary>
    public static string Folder { get; } = RepositoryRoot.Combine("benchmarks/results");

    /// <summary>Writes both.</summary>
    /// <param name="name">The report.</param>
    /// <param name="command">The command, as it is typed.</param>
    /// <param name="body">What was measured, as Markdown, without headings.</param>
    /// <param name="figures">The same, as numbers.</param>
    public static string Write(string name, string command, string body, IReadOnlyList<Figure> figures)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, name + ".md");
        string former = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        int notes = former.IndexOf(Notes, StringComparison.Ordinal);
        string date = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd}");
        string commit = Environment.GetEnvironmentVariable("KUBEEDGE_COMMIT") ?? string.Empty;
        File.WriteAllText(path, $"""
            # {name}

            - Command: `{command}`
            - Date: {date}{(commit.Length > 0 ? $", commit {commit}" : string.Empty)}
            - Machine: {MachineDescription.Read()}

            {body.Trim()}

            """.ReplaceLineEndings("\n") + (notes < 0 ? string.Empty : former[notes..]));
        new FigureSet(date, commit, figures).WriteTo(Path.Combine(Folder, name + ".json"));
        return path;
    }
}
