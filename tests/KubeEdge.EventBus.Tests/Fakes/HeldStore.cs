using System.Threading.Channels;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A real store that is as slow, or as broken, as the test says.</summary>
internal sealed class HeldStore(IMetaStore store) : StoreBehind(store)
{
    private readonly Channel<HeldCommit> _commits = Channel.CreateUnbounded<HeldCommit>();

    /// <summary>The next commit that is asked for.</summary>
    public Task<HeldCommit> CommitAsync() => _commits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public override async ValueTask<CommitResult> CommitAsync(
        StoreBatch batch, Durability durability, CancellationToken cancellationToken = default)
    {
        var held = new HeldCommit(Store, batch, durability);
        _commits.Writer.TryWrite(held);
        return await held.Outcome;
    }
}
