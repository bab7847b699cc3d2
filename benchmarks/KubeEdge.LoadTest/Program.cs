using System.Globalization;
using KubeEdge.LoadTest;

if (args is not [("put" or "join") and var path, var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out int count))
{
    Console.Error.WriteLine("put COUNT: ConfigMaps from the API to the edge's store; join COUNT: nodes from their first start to Ready");
    return 2;
}

string directory = Directory.CreateTempSubdirectory("kubeedge-load-").FullName;
try
{
    (string what, Latencies latencies) = path == "put"
        ? ("ConfigMap: PUT sent → committed in the edge store", await PutToCommit.RunAsync(directory, count))
        : ("first join → node Ready", await JoinToReady.RunAsync(directory, count));
    double sync = DiskFloor.MedianSyncMilliseconds(directory);
    Console.WriteLine("| path | count | p50 ms | p90 ms | p99 ms | max ms | one 4 KiB write and sync on this disk, median ms |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {latencies.Count} | {latencies.Quantile(0.5):0.00} | {latencies.Quantile(0.9):0.00} | {latencies.Quantile(0.99):0.00} | {latencies.Quantile(1):0.00} | {sync:0.000} |"));
    return 0;
}
finally
{
    Directory.Delete(directory, recursive: true);
}
