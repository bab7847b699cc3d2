namespace KubeEdge.MetaStore.Integrity;

/// <summary>The outcome of a look at the write-ahead log.</summary>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Good">Frames that SQLite will use.</param>
/// <param name="Lost">Frames from the first bad one to the end.</param>
/// <param name="PageSize">Bytes of a page.</param>
internal readonly record struct WalReport(WalFault Fault, int Good, int Lost, int PageSize)
{
    public static WalReport Whole(int good) => new(WalFault.None, good, 0, 0);
}
