namespace KubeEdge.MetaManager.Requests;

/// <summary>
/// Serves requests side by side, those for one object one after another and in order. However long one takes, it delays none for another
/// object, and never the module's inbox; the original does everything in one loop, or starts a task for each without any limit.
/// </summary>
/// <param name="parallel">How many are served at a time.</param>
/// <param name="capacity">How many may be there, served and waiting.</param>
/// <param name="serve">Serves one; must not throw.</param>
internal sealed class RequestLanes(int parallel, int capacity, Func<EdgeRequest, Task> serve)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<EdgeRequest>> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<string> _ready = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _running;
    private bool _closed;

    /// <summary>Takes a request; false when there are too many, or when <see cref="DrainAsync"/> was called.</summary>
    public bool TryAdd(in EdgeRequest request)
    {
        var lane = request.Message.Route.Resource;
        lock (_gate)
        {
            if (_closed || _count == capacity)
            {
                return false;
            }

            _count++;
            if (_lanes.TryGetValue(lane, out var waiting))
            {
                waiting.Enqueue(request);
                return true;
            }

            _lanes.Add(lane, waiting = new Queue<EdgeRequest>());
            waiting.Enqueue(request);
            _ready.Enqueue(lane);
            if (_running == parallel)
            {
                return true;
            }

            _running++;
        }

        // Begins here and now, so that requests leave in the order in which they were asked as long as there is room.
        _ = WorkAsync();
        return true;
    }

    /// <summary>Takes no more, and waits for all that are there.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _closed = true;
            return _running == 0 ? Task.CompletedTask : _drained.Task;
        }
    }

    private async Task WorkAsync()
    {
        while (TryTake(out var lane, out var request))
        {
            await serve(request).ConfigureAwait(false);
            Release(lane);
        }
    }

    private bool TryTake(out string lane, out EdgeRequest request)
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out var next))
            {
                lane = next;
                request = _lanes[next].Dequeue();
                return true;
            }

            lane = string.Empty;
            request = default;
            if (--_running == 0 && _closed)
            {
                _drained.TrySetResult();
            }

            return false;
        }
    }

    // Behind the others, so that a busy object does not starve them.
    private void Release(string lane)
    {
        lock (_gate)
        {
            _count--;
            if (_lanes[lane].Count > 0)
            {
                _ready.Enqueue(lane);
            }
            else
            {
                _lanes.Remove(lane);
            }
        }
    }
}
