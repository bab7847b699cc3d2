using System.Globalization;
using KubeEdge.LoadTest;

int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
string directory = Directory.CreateTempSubdirectory("kubeedge-load-").FullName;
try
{
    Latencies latencies = await PutToCommit.RunAsync(directory, count);
    double sync = DiskFloor.MedianSyncMilliseconds(directory);
    Console.WriteLine("| path | count | p50 ms | p90 ms | p99 ms | max ms | one 4 KiB write and sync on this disk, median ms |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| ConfigMap: PUT sent → committed in the edge store | {latencies.Count} | {latencies.Quantile(0.5):0.00} | {latencies.Quantile(0.9):0.00} | {latencies.Quantile(0.99):0.00} | {latencies.Quantile(1):0.00} | {sync:0.000} |"));
}
finally
{
    Directory.Delete(directory, recursive: true);
}
