using KubeEdge.MetaStore.Log;

namespace KubeEdge.MetaStore.Watching;

/// <summary>One event as watches get it, before their query is asked.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Row">The row; null when it is damaged, so that nobody may pass it.</param>
/// <param name="Previous">The object before; null when there was none or it is damaged.</param>
internal sealed record LogEvent(long Revision, LogRow? Row, StoredObject? Previous)
{
    // What an event costs in memory besides its documents, roughly.
    private const int Overhead = 400;

    public int Bytes => Overhead + (Row?.Object.Json.Length ?? 0) + (Previous?.Json.Length ?? 0);
}
