using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// The devices and models that a mapper may have to be told of, each once, however often it changes. Devices that go come first and models
/// that go last, new models before devices, so that a mapper always has the model of what it gets.
/// </summary>
internal sealed class PendingCalls
{
    private readonly Lock _gate = new();
    private readonly LinkedList<DmiKey>[] _ready = [new(), new(), new(), new()];
    private readonly Dictionary<DmiKey, LinkedListNode<DmiKey>> _queued = [];
    private readonly PriorityQueue<DmiKey, long> _later = new();
    private readonly Dictionary<DmiKey, (int Count, long Due)> _failures = [];
    private TaskCompletionSource _added = NewSource();
    private DmiKey? _underWay;

    /// <summary>A copy of what there is, those included that wait after a failure, and the one that is under way.</summary>
    public HashSet<DmiKey> Keys
    {
        get
        {
            lock (_gate)
            {
                HashSet<DmiKey> keys = [.. _queued.Keys, .. _failures.Keys];
                if (_underWay is { } key)
                {
                    keys.Add(key);
                }

                return keys;
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

    /// <summary>Takes the next, which is under way until it is done, failed, or another one is taken.</summary>
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
                if (queue.First is { } first)
                {
                    queue.RemoveFirst();
                    key = first.Value;
                    _queued.Remove(key);
                    _underWay = key;
                    due = null;
                    return true;
                }
            }

            (key, _underWay) = (default, null);
            due = _later.TryPeek(out _, out var next) ? next : null;
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
            _underWay = null;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Enqueue(DmiKey key, bool exists)
    {
        var isModel = key.Kind == DmiKind.Model;
        var queue = _ready[exists ? (isModel ? 1 : 2) : (isModel ? 3 : 0)];
        if (!_queued.TryGetValue(key, out var node))
        {
            _queued.Add(key, queue.AddLast(key));
        }
        else if (node.List != queue)
        {
            // It went, or came back, while it waited: its place is another one now.
            node.List?.Remove(node);
            queue.AddLast(node);
        }
    }
}
