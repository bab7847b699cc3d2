namespace KubeEdge.MetaStore.Watching;

/// <summary>
/// Wakes everyone who waits for the next commit. Take the task before looking, so that no commit falls between look and wait.
/// </summary>
internal sealed class CommitSignal
{
    private TaskCompletionSource _next = Create();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
