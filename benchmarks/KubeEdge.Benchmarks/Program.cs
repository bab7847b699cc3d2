using BenchmarkDotNet.Running;
using KubeEdge.Benchmarks;
using KubeEdge.Benchmarks.Reporting;
using KubeEdge.Shared.Repository;

// `--smoke` runs each selected benchmark once, to see that it still works; it writes no report.
var smoke = args.Contains("--smoke");
var arguments = args.Where(argument => argument != "--smoke").ToArray();
var config = smoke ? BenchmarkConfig.Smoke() : BenchmarkConfig.Measured(new ReportExporter(RepositoryRoot.Path, arguments));

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(arguments, config).ToList();
return summaries.Count > 0 && summaries.All(summary => summary.Reports.Length > 0 && summary.Reports.All(report => report.Success)) ? 0 : 1;
