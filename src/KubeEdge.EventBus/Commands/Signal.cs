namespace KubeEdge.EventBus.Commands;

/// <summary>Wakes everyone who waits for the next change. Take the task before looking, so that no change falls between look and wait.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = Create();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
