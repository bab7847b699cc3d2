using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Storage;

/// <summary>Changes for one call of the session store. Guarded by the journal until it is handed over.</summary>
internal sealed class JournalBatch
{
    private readonly List<MqttStoreChange> _changes = [];

    public IReadOnlyList<MqttStoreChange> Changes => _changes;

    /// <summary>What it takes of the journal's memory, roughly.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes when it is durable.</summary>
    public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(in MqttStoreChange change)
    {
        _changes.Add(change);
        Bytes += SizeOf(change);
    }

    public static long SizeOf(in MqttStoreChange change) => change.Key.Length + (change.Value?.Length ?? 0);
}
