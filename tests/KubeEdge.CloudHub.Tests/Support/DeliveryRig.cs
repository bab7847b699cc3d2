using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Records;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>One node's state machine with everything around it in the hands of the test: nothing runs by itself.</summary>
internal sealed class DeliveryRig : IDesiredListener, IDisposable
{
    public const string NodeName = "edge-1";

    private readonly TimeProvider _time;

    public DeliveryRig(int window = 16, FakeRecordStore? store = null, TimeProvider? time = null)
    {
        _time = time ?? Clock;
        Store = store ?? new FakeRecordStore();
        Writer = new RecordWriter(Store, new CloudHubMetrics(), Clock, NullLogger<RecordWriter>.Instance);
        Ledger = Book.For(NodeName);
        Ledger.Deliveries = 1;
        Settings = DeliverySettings.Default with { Window = window };
        Machine = NewMachine();
        Desired.Subscribe(this);
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeRecordStore Store { get; }

    public RecordWriter Writer { get; }

    public LedgerBook Book { get; } = new();

    public NodeLedger Ledger { get; }

    public DesiredStateTable Desired { get; } = new();

    public DeliverySettings Settings { get; }

    public DeliveryMachine Machine { get; private set; }

    public string Node => NodeName;

    public void Put(string name, string uid, long version) =>
        Put(name, uid, version, Audience.AllNodes);

    public void Put(string name, string uid, long version, Audience audience) =>
        Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version), audience);

    public void Remove(string name, string uid, long version) =>
        Desired.Remove(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version));

    public void Sync() => Desired.MarkSynced(TestObjects.ConfigMaps);

    public void Changed(in Kubernetes.Names.ResourceKey key, Kubernetes.Names.ResourceType type, DesiredObject? removed) =>
        Machine.Changed(key, type, removed);

    public void Synced(Kubernetes.Names.ResourceType type) => Machine.Synced(type);

    /// <summary>The session ends and another begins on what is known.</summary>
    public void Reconnect()
    {
        Ledger.Deliveries = 1;
        Machine = NewMachine();
        Machine.Begin();
    }

    /// <summary>Does everything that can be done now; the messages that leave, as far as their flush is done.</summary>
    public List<Message> Pump(bool flushed = true)
    {
        var sent = new List<Message>();
        while (Machine.TryTake(out var step))
        {
            if (step.Attempt is { } attempt)
            {
                sent.Add(attempt.Message);
                if (flushed)
                {
                    Machine.Sent(step.Path, attempt);
                }
            }
            else
            {
                CreateRecord(step);
            }
        }

        return sent;
    }

    public void CreateRecord(in DeliveryStep step)
    {
        var created = Writer.EnsureAsync(Ledger, step.Path.Key, step.Path.Type, step.Holding, default);
        Assert.True(created.IsCompletedSuccessfully);
        Machine.Recorded(step.Path, created.Result);
    }

    public List<Message> AdvanceAndPump(TimeSpan by)
    {
        Clock.Advance(by);
        Machine.Tick();
        return Pump();
    }

    public bool Acknowledge(Message message) => Machine.TryAcknowledge(message.Header.Id, out _);

    /// <summary>Writes all records that wait.</summary>
    public void WriteRecords()
    {
        while (Writer.TryWriteNextAsync(default).Result)
        {
        }
    }

    public void Dispose() => Writer.Dispose();

    private DeliveryMachine NewMachine() => new(Ledger, Desired, Writer, new MessageFactory(Clock), Settings, _time);
}
