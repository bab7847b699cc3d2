namespace KubeEdge.LoadTest;

/// <summary>Notes the time of the last of so many events.</summary>
internal sealed class Countdown(int events)
{
    private readonly TaskCompletionSource<long> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = events;

    /// <summary>The timestamp of the last.</summary>
    public Task<long> Last => _last.Task;

    public void Count()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _last.SetResult(TimeProvider.System.GetTimestamp());
        }
    }
}
