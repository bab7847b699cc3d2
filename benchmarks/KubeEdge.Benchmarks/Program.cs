using System.Globalization;
using BenchmarkDotNet.Running;
using KubeEdge.Benchmarks;
using KubeEdge.Benchmarks.Reporting;

// `--smoke` runs each selected benchmark once, to see that it still works; it writes no report. `--rounds N` measures all of them so often.
var options = args.ToList();
var smoke = options.Remove("--smoke");
var rounds = 1;
if (options.IndexOf("--rounds") is >= 0 and var at)
{
    rounds = int.Parse(options[at + 1], CultureInfo.InvariantCulture);
    options.RemoveRange(at, 2);
}

var report = new ReportExporter(args);
for (var round = 0; round < rounds; round++)
{
    var config = smoke ? BenchmarkConfig.Smoke() : BenchmarkConfig.Measured(report);
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run([.. options], config).ToList();
    if (summaries.Count == 0 || summaries.Any(summary => summary.Reports.Length == 0 || summary.Reports.Any(one => !one.Success)))
    {
        return 1;
    }
}

return 0;
