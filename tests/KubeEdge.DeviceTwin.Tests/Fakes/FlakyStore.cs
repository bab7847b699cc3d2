using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>A store that cannot write while the test says so, as with a full or locked disk.</summary>
internal sealed class FlakyStore(IMetaStore inner) : StoreBehind(inner)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsBroken { get; set; }

    /// <summary>Most changes that it takes in one commit.</summary>
    public int MostChanges { get; set; } = int.MaxValue;

    /// <summary>Ends at the next commit that is refused.</summary>
    public Task Refused
    {
        get
        {
            lock (_gate)
            {
                return _refused.Task;
            }
        }
    }

    public override ValueTask<CommitResult> CommitAsync(
        StoreBatch batch, Durability durability, CancellationToken cancellationToken = default)
    {
        if (batch.Count > MostChanges)
        {
            return new(new CommitResult(CommitStatus.TooLarge));
        }

        if (!IsBroken)
        {
            return base.CommitAsync(batch, durability, cancellationToken);
        }

        lock (_gate)
        {
            var refused = _refused;
            _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
            refused.SetResult();
        }

        return new(new CommitResult(CommitStatus.Unavailable));
    }
}
