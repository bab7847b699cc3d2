using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.Benchmarks.Reporting;

/// <summary>
/// Writes the report of each class after every round: the table of the last one, and ratios that are the median of all rounds, since a
/// floor and what stands on it are close in time within a round and not across rounds.
/// </summary>
internal sealed class ReportExporter(IReadOnlyList<string> arguments) : IExporter
{
    private const string Suffix = "Benchmarks";
    private readonly Dictionary<string, RoundSet> _classes = [];

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
        if (!_classes.TryGetValue(name, out var rounds))
        {
            _classes.Add(name, rounds = new RoundSet());
        }

        rounds.Add(summary);
        return [ResultFiles.Write(name, Command(), Render(summary, rounds), rounds.Figures())];
    }

    private static bool IsWhole(Summary summary, Type type)
    {
        var declared = type.GetMethods().Count(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null);
        return summary.BenchmarksCases.Select(benchmark => benchmark.Descriptor.WorkloadMethod).Distinct().Count() == declared;
    }

    private string Command()
    {
        var quoted = arguments.Select(argument => argument.AsSpan().ContainsAny("* ") ? $"'{argument}'" : argument);
        return $"dotnet run -c Release --project benchmarks/KubeEdge.Benchmarks -- {string.Join(' ', quoted)}";
    }

    private static string Render(Summary summary, RoundSet rounds)
    {
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        var ratios = rounds.Ratios().Select(ratio => string.Create(
            CultureInfo.InvariantCulture,
            $"- {ratio.Name}: {ratio.Median:0.00} × the floor's time (rounds: {string.Join(", ", ratio.All.Select(one => one.ToString("0.00", CultureInfo.InvariantCulture)))})"));
        return table.GetLog().Trim() + "\n\n" + string.Join('\n', ratios);
    }
}
