using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Watching;

/// <summary>Waits for whichever comes first: the next event, the time for a bookmark, or the end of the watch.</summary>
internal sealed class WatchPump
{
    private readonly IAsyncEnumerator<StoreEvent> _events;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly DateTimeOffset _end;
    private DateTimeOffset _bookmarkDue;
    private Task<bool>? _next;
    private bool _isLast;

    public WatchPump(IAsyncEnumerator<StoreEvent> events, TimeProvider clock, TimeSpan interval, DateTimeOffset end)
    {
        _events = events;
        _clock = clock;
        _interval = interval;
        _end = end;
        _bookmarkDue = clock.GetUtcNow() + interval;
    }

    /// <summary>The event after a step <see cref="WatchStep.Event"/>.</summary>
    public StoreEvent Current => _events.Current;

    /// <summary>Whether the next step needs no waiting.</summary>
    public bool IsReady => !_isLast && Next.IsCompleted;

    private Task<bool> Next => _next ??= _events.MoveNextAsync().AsTask();

    public async ValueTask<WatchStep> NextAsync(CancellationToken stop)
    {
        if (_isLast)
        {
            return WatchStep.Ended;
        }

        var now = _clock.GetUtcNow();
        if (!Next.IsCompleted)
        {
            var due = _bookmarkDue < _end ? _bookmarkDue : _end;
            try
            {
                await Next.WaitAsync(due > now ? due - now : TimeSpan.Zero, _clock, stop).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (_clock.GetUtcNow() >= _end)
                {
                    return WatchStep.Ended;
                }

                _bookmarkDue = _clock.GetUtcNow() + _interval;
                return WatchStep.BookmarkDue;
            }
        }
        else if (now >= _end)
        {
            // A stream that never pauses ends too.
            return WatchStep.Ended;
        }

        if (!await Next.ConfigureAwait(false))
        {
            return WatchStep.Ended;
        }

        _next = null;
        _isLast = Current.Kind is StoreEventKind.TooOld;
        return WatchStep.Event;
    }

    /// <summary>Lets go of the store; the enumeration was cancelled before.</summary>
    public async ValueTask CloseAsync()
    {
        if (_next is { } pending)
        {
            try
            {
                await pending.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Expected: that is how it ends.
            }
        }

        await _events.DisposeAsync().ConfigureAwait(false);
    }
}
