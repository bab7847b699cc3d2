namespace KubeEdge.LoadTest;

/// <summary>What this process holds, in KiB.</summary>
/// <param name="Resident">Resident memory.</param>
/// <param name="Heap">Managed objects; with those that nobody needs unless <see cref="Collected"/>.</param>
internal readonly record struct Memory(double Resident, double Heap)
{
    /// <summary>As it is.</summary>
    public static Memory Now() => new(Environment.WorkingSet / 1024.0, GC.GetTotalMemory(forceFullCollection: false) / 1024.0);

    /// <summary>After everything that nobody needs was collected.</summary>
    public static Memory Collected()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Now();
    }
}
