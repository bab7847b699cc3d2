using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace KubeEdge.Benchmarks.Reporting;

/// <summary>
/// Writes <c>benchmarks/results/&lt;class without "Benchmarks"&gt;.md</c>: the command, the day, the machine, and the table.
/// The name carries no date, so that a change of the figures is a difference under version control.
/// </summary>
internal sealed class ReportExporter(string root, IReadOnlyList<string> arguments) : IExporter
{
    private const string Suffix = "Benchmarks";

    /// <inheritdoc />
    public string Name => "report";

    /// <inheritdoc />
    public void ExportToLog(Summary summary, ILogger logger) => MarkdownExporter.GitHub.ExportToLog(summary, logger);

    /// <inheritdoc />
    public IEnumerable<string> ExportToFiles(Summary summary, ILogger consoleLogger)
    {
        if (summary.BenchmarksCases.Length == 0 || summary.Reports.Any(report => !report.Success))
        {
            consoleLogger.WriteLineError("No report written: a benchmark failed.");
            return [];
        }

        var type = summary.BenchmarksCases[0].Descriptor.Type;
        if (!IsWhole(summary, type))
        {
            consoleLogger.WriteLineHint($"No report written for {type.Name}: a part of its benchmarks must not replace the report of all.");
            return [];
        }

        var name = type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;
        var path = Path.Combine(root, "benchmarks", "results", name + ".md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // not null: the path has a folder
        File.WriteAllText(path, Render(summary, name));
        return [path];
    }

    private static bool IsWhole(Summary summary, Type type)
    {
        var declared = type.GetMethods().Count(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null);
        return summary.BenchmarksCases.Select(benchmark => benchmark.Descriptor.WorkloadMethod).Distinct().Count() == declared;
    }

    private string Render(Summary summary, string name)
    {
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        var command = string.Join(' ', arguments.Select(argument => argument.AsSpan().ContainsAny("* ") ? $"'{argument}'" : argument));
        return string.Create(CultureInfo.InvariantCulture, $"""
            # {name}

            - Command: `dotnet run -c Release --project benchmarks/KubeEdge.Benchmarks -- {command}`
            - Date: {DateTimeOffset.UtcNow:yyyy-MM-dd}
            - Machine: {MachineDescription.Read()}

            {table.GetLog().Trim()}

            """).ReplaceLineEndings("\n");
    }
}
