using KubeEdge.MetaStore;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A commit that was asked for and waits for the test.</summary>
internal sealed class HeldCommit(IMetaStore store, StoreBatch batch, Durability durability)
{
    private readonly TaskCompletionSource<CommitResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count => batch.Count;

    public Durability Durability => durability;

    public Task<CommitResult> Outcome => _outcome.Task;

    /// <summary>Lets it through.</summary>
    public async Task LetAsync() => _outcome.SetResult(await store.CommitAsync(batch, durability));

    /// <summary>Ends it without a trace.</summary>
    public void End(CommitStatus status) => _outcome.SetResult(new CommitResult(status));
}
