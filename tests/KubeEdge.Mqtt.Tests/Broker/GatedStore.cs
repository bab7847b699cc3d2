using System.Runtime.CompilerServices;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>A session store in memory whose commits can be held up, or made to fail.</summary>
internal sealed class GatedStore : IMqttSessionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _records = [];
    private readonly List<MqttStoreChange> _history = [];
    private TaskCompletionSource? _gate;

    public bool IsBroken { get; set; }

    /// <summary>It takes no more at once.</summary>
    public long MaximumBytes { get; set; } = long.MaxValue;

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _records.Keys.Order()];
            }
        }
    }

    /// <summary>All changes that became durable, in their order.</summary>
    public IReadOnlyList<MqttStoreChange> History
    {
        get
        {
            lock (_lock)
            {
                return [.. _history];
            }
        }
    }

    public string TextOf(string key)
    {
        lock (_lock)
        {
            return _records.TryGetValue(key, out var value) ? System.Text.Encoding.UTF8.GetString(value.Span) : "";
        }
    }

    /// <summary>Commits wait until <see cref="Open"/>, or the end of the test: a broker that is disposed waits for them.</summary>
    public IDisposable Hold()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Opening(this);
    }

    public void Open() => _gate?.TrySetResult();

    /// <summary>Puts in what no broker wrote.</summary>
    public void Put(string key, byte[] value)
    {
        lock (_lock)
        {
            _records[key] = value;
        }
    }

    /// <summary>What is durable at this moment: all that is left after a kill.</summary>
    public GatedStore Copy()
    {
        var copy = new GatedStore();
        lock (_lock)
        {
            foreach (var (key, value) in _records)
            {
                copy._records[key] = value.ToArray();
            }
        }

        return copy;
    }

    public async IAsyncEnumerable<MqttStoreRecord> LoadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var key in Keys)
        {
            yield return new MqttStoreRecord(key, _records[key]);
        }
    }

    public async ValueTask CommitAsync(IReadOnlyList<MqttStoreChange> changes, CancellationToken cancellationToken)
    {
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (IsBroken || changes.Sum(change => change.Value?.Length ?? 0L) > MaximumBytes)
        {
            throw new IOException("The disk is full.");
        }

        lock (_lock)
        {
            foreach (var change in changes)
            {
                _history.Add(change);
                if (change.Value is { } value)
                {
                    _records[change.Key] = value.ToArray();
                }
                else
                {
                    _records.Remove(change.Key);
                }
            }
        }
    }

    private sealed class Opening(GatedStore store) : IDisposable
    {
        public void Dispose() => store.Open();
    }
}
