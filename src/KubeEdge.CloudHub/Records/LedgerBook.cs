using System.Collections.Concurrent;

namespace KubeEdge.CloudHub.Records;

/// <summary>The ledgers of all nodes that have records or a session.</summary>
internal sealed class LedgerBook
{
    private readonly ConcurrentDictionary<string, NodeLedger> _ledgers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every record of the API has been read once. Before that nothing may be delivered.</summary>
    public Task Loaded => _loaded.Task;

    public NodeLedger For(string node) => _ledgers.GetOrAdd(node, static name => new NodeLedger(name));

    public void MarkLoaded() => _loaded.TrySetResult();
}
