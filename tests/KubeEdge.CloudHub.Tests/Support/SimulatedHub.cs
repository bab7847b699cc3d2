using System.Globalization;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>One hub of a <see cref="SimulatedWorld"/>: what it knows, what its watches have yet to tell it, and its session with the node.</summary>
internal sealed class SimulatedHub : IDesiredListener
{
    private readonly ManualTimeProvider _clock;
    private readonly LedgerBook _book = new();
    private readonly RecordIndexRig _index;

    public SimulatedHub(FakeRecordStore store, ManualTimeProvider clock, string node)
    {
        _clock = clock;
        Node = node;
        Writer = new RecordWriter(store, new CloudHubMetrics(), clock, NullLogger<RecordWriter>.Instance);
        _index = new RecordIndexRig(_book, Writer);
        Desired.Subscribe(this);
        foreach (var (record, status, version) in store.Records.Values)
        {
            Watch(record, status, version);
        }
    }

    public string Node { get; }

    public DesiredStateTable Desired { get; } = new();

    public RecordWriter Writer { get; }

    public Queue<Action> ObjectWatch { get; } = new();

    public Queue<Action> RecordWatch { get; } = new();

    /// <summary>The session as the hub believes it to be; the node may have left it.</summary>
    public DeliveryMachine? Machine { get; private set; }

    /// <summary>Which connection of the node the session belongs to.</summary>
    public int Connection { get; private set; }

    private NodeLedger Ledger => _book.For(Node);

    public void Changed(in ResourceKey key, ResourceType type, DesiredObject? removed) => Machine?.Changed(key, type, removed);

    public void Synced(ResourceType type) => Machine?.Synced(type);

    public void Watch(SyncRecord record, string? status, long version)
    {
        if (status is null)
        {
            _index.Remove(record.Node, record.Uid, record.Name, version);
        }
        else
        {
            _index.Put(record.Node, record.Uid, record.Name, status.Length == 0 ? null : status, version);
        }
    }

    /// <summary>Hears of everything that has happened.</summary>
    public void CatchUp()
    {
        while (ObjectWatch.TryDequeue(out var change) || RecordWatch.TryDequeue(out change))
        {
            change();
        }
    }

    /// <summary>Begins a session; a node of ours says first what it holds.</summary>
    public void Connect(int connection, int window, Dictionary<string, (string Uid, long Version)>? inventory)
    {
        Connection = connection;
        Ledger.Deliveries = 1;
        if (inventory is not null)
        {
            var items = inventory.Select(held => new InventoryItem(held.Key, held.Value.Uid, held.Value.Version.ToString(CultureInfo.InvariantCulture)));
            var content = MessageContent.Object(new InventoryDocument(1, true, [.. items]), InventoryJson.Default.InventoryDocument);
            var parts = new NodeInventory();
            Assert.True(parts.TryAdd(new MessageFactory(_clock).New(new MessageRoute("metamanager", "resource", "node/inventory", "update"), content)));
            parts.ApplyTo(Ledger, Writer);
        }

        Machine = new DeliveryMachine(Ledger, Desired, Writer, new MessageFactory(_clock), DeliverySettings.Default with { Window = window }, _clock);
        Ledger.RecordFound = Machine.RecordFound;
        Machine.Begin();
    }

    /// <summary>The hub notices that the session has ended.</summary>
    public void Disconnect()
    {
        Machine = null;
        Ledger.Deliveries = 0;
        Ledger.RecordFound = null;
    }

    /// <summary>Does everything that can be done now.</summary>
    public void Pump(Action<Message, int> send)
    {
        while (Machine is not null && Machine.TryTake(out var step))
        {
            if (step.Attempt is { } attempt)
            {
                send(attempt.Message, Connection);
                Machine.Sent(step.Path, attempt);
            }
            else
            {
                Machine.Recorded(step.Path, Writer.EnsureAsync(Ledger, step.Path.Key, step.Path.Type, step.Holding, default).Result);
            }
        }
    }
}
