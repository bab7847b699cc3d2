using System.Globalization;

namespace KubeEdge.LoadTest;

/// <summary>What this disk takes to make 4 KiB durable: a PUT waits for it once at the API and once at the edge.</summary>
internal static class DiskFloor
{
    /// <summary>Measures it, in a sentence for the report.</summary>
    public static string Describe(string directory)
    {
        var block = new byte[4096];
        var syncs = new Latencies(500);
        using FileStream file = File.Create(Path.Combine(directory, "floor"));
        for (int i = 0; i < 500; i++)
        {
            long start = TimeProvider.System.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            syncs.Add(TimeProvider.System.GetElapsedTime(start));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"\nOne 4 KiB write and sync on this disk, right after: median {syncs.Quantile(0.5):0.000} ms, p99 {syncs.Quantile(0.99):0.000} ms.\n");
    }
}
