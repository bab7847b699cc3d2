namespace KubeEdge.LoadTest;

/// <summary>What this disk takes to make 4 KiB durable: a PUT waits for it once at the API and once at the edge.</summary>
internal static class DiskFloor
{
    public static double MedianSyncMilliseconds(string directory)
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

        return syncs.Quantile(0.5);
    }
}
