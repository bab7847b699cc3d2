using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// The devices and models that a mapper may have to be told of, each once, however often it changes. Devices that go come first and models
/// that go last, new models before devices, so that a mapper always has the model of what it gets.
/// </summary>
internal sealed class PendingCalls
{
    private readonly Lock _gate = new();
    private readonly Queue<DmiKey>[] _ready = [new(), new(), new(), new()];
    private readonly HashSet<DmiKey> _inQueue = [];
    private readonly PriorityQueue<DmiKey, long> _later = new();
    private readonly Dictionary<DmiKey, (int Count, long Due)> _failures = [];
    private TaskCompletionSource _added = NewSource();

    /// <summary>How many there are, those included that wait after a failure.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _inQueue.Count + _failures.Keys.Count(key => !_inQueue.Contains(key));
            }
        }
    }

    /// <summary>Ends at the next addition. To be taken before looking, so that nothing falls between look and wait.</summary>
    public Task Added
    {
        get
        {
            lock (_gate)
            {
                return _added.Task;
            }
        }
    }

    /// <summary>Adds one, or lets one that waits after a failure come at once, since it may be another now.</summary>
    public void Add(DmiKey key, bool exists)
    {
        TaskCompletionSource added;
        lock (_gate)
        {
            Enqueue(key, exists);
            (added, _added) = (_added, NewSource());
        }

        added.TrySetResult();
    }

    /// <summary>Takes the next.</summary>
    /// <param name="now">The time in milliseconds.</param>
    /// <param name="key">The device or model.</param>
    /// <param name="due">Without one: when the first that waits is due; null when none waits.</param>
    public bool TryTake(long now, out DmiKey key, out long? due)
    {
        lock (_gate)
        {
            while (_later.TryPeek(out var waiting, out var time) && time <= now)
            {
                _later.Dequeue();
                if (_failures.TryGetValue(waiting, out var failure) && failure.Due == time)
                {
                    Enqueue(waiting, exists: true);
                }
            }

            foreach (var queue in _ready)
            {
                if (queue.TryDequeue(out key))
                {
                    _inQueue.Remove(key);
                    due = null;
                    return true;
                }
            }

            key = default;
            due = _later.TryPeek(out _, out var first) ? first : null;
            return false;
        }
    }

    /// <summary>How often one has failed in a row.</summary>
    public int Failures(DmiKey key)
    {
        lock (_gate)
        {
            return _failures.GetValueOrDefault(key).Count;
        }
    }

    /// <summary>One has failed, and comes again at a time unless it changes before.</summary>
    public void Failed(DmiKey key, long due)
    {
        lock (_gate)
        {
            _failures[key] = (_failures.GetValueOrDefault(key).Count + 1, due);
            _later.Enqueue(key, due);
        }
    }

    /// <summary>One is done, or has become needless.</summary>
    public void Done(DmiKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Enqueue(DmiKey key, bool exists)
    {
        if (_inQueue.Add(key))
        {
            var isModel = key.Kind == DmiKind.Model;
            _ready[exists ? (isModel ? 1 : 2) : (isModel ? 3 : 0)].Enqueue(key);
        }
    }
}
