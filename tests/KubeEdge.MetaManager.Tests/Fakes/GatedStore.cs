using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>A real store whose commits the test can hold, before or after they take effect, or have refused.</summary>
internal sealed class GatedStore(IMetaStore store) : StoreBehind(store)
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile TaskCompletionSource? _before;
    private volatile TaskCompletionSource? _after;
    private int _submitted;
    private int _refused;

    /// <summary>What commits answer without reaching the store; null lets them through.</summary>
    public CommitStatus? Refuse { get; set; }

    /// <summary>What commits throw; null for nothing.</summary>
    public Exception? Throw { get; set; }

    /// <summary>Whether reads of single objects throw.</summary>
    public bool ThrowReads { get; set; }

    /// <summary>How many commits were asked for.</summary>
    public int Submitted => Volatile.Read(ref _submitted);

    /// <summary>How many commits were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void HoldBefore() => _before = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void HoldAfter() => _after = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _before?.TrySetResult();
        _after?.TrySetResult();
    }

    public override async ValueTask<CommitResult> CommitAsync(
        StoreBatch batch, Durability durability, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _submitted);
        var turn = _turn.WaitAsync(cancellationToken);
        await turn;
        try
        {
            if (_before is { } before)
            {
                await before.Task;
            }

            if (Throw is { } exception)
            {
                throw exception;
            }

            if (Refuse is { } status)
            {
                Interlocked.Increment(ref _refused);
                return new CommitResult(status);
            }

            Assert.Equal(Durability.Full, durability);
            var result = await base.CommitAsync(batch, durability, cancellationToken);
            if (_after is { } after)
            {
                await after.Task;
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override ValueTask<StoredObject?> GetAsync(ResourceKey key, CancellationToken cancellationToken = default) =>
        ThrowReads ? throw new InvalidOperationException("broken") : base.GetAsync(key, cancellationToken);

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        Release();
        await base.DisposeAsync();
        _turn.Dispose();
    }
}
