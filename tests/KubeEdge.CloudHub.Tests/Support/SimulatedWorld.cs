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

/// <summary>An API, a cloud that is killed and started again, a link that breaks, and a node; every event in an order that a seed decides.</summary>
internal sealed class SimulatedWorld : IDesiredListener
{
    private const string NodeName = "edge-1";
    private readonly Random _random;
    private readonly bool _isOurs;
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeRecordStore _store = new();
    private readonly Dictionary<string, (string Uid, long Version)> _api = [];
    private readonly HashSet<string> _withdrawn = [];
    private readonly Queue<Action> _objectWatch = new();
    private readonly Queue<Action> _recordWatch = new();
    private readonly Queue<(Message Message, int Connection)> _down = new();
    private readonly Queue<(MessageId Parent, bool IsError)> _up = new();
    private long _version = 10;
    private int _uids;
    private int _connection;
    private bool _isConnected;
    private bool _isFaulty = true;
    private DesiredStateTable _desired = new();
    private LedgerBook _book = new();
    private RecordWriter _writer;
    private RecordIndexRig _index;
    private DeliveryMachine? _machine;

    public SimulatedWorld(int seed, bool isOurs)
    {
        _random = new Random(seed);
        _isOurs = isOurs;
        Edge = new SimulatedEdge(isOurs);
        _store.HasStatusSubresource = _random.Next(2) == 0;
        _store.Fault = _ => _isFaulty && _random.Next(10) == 0 ? Pick(RecordStatus.Unavailable, RecordStatus.Conflict) : null;
        _store.Watched = (record, status, version) => _recordWatch.Enqueue(() => Watch(record, status, version));
        (_writer, _index) = StartCloud();
    }

    public SimulatedEdge Edge { get; }

    public string Node => NodeName;

    public void Changed(in ResourceKey key, ResourceType type, DesiredObject? removed) => _machine?.Changed(key, type, removed);

    public void Synced(ResourceType type) => _machine?.Synced(type);

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            switch (_random.Next(100))
            {
                case < 11: PutInApi(); break;
                case < 14: ChangeAudience(); break;
                case < 20: DeleteInApi(); break;
                case < 36: Take(_objectWatch); break;
                case < 42: Take(_recordWatch); break;
                case < 62: EdgeStep(); break;
                case < 78: CloudStep(); break;
                case < 90: _ = _writer.TryWriteNextAsync(default).Result; break;
                case < 95: Elapse(TimeSpan.FromSeconds(_random.Next(7))); break;
                case < 97: Disconnect(); break;
                case < 99: Connect(); break;
                default: Kill(); break;
            }

            Pump();
        }
    }

    /// <summary>Everything works from now on; runs until nothing is left to do. Returns what then differs.</summary>
    public List<string> Settle()
    {
        _isFaulty = false;
        Disconnect();
        Connect();
        for (var i = 0; i < 400; i++)
        {
            while (_objectWatch.Count + _recordWatch.Count + _down.Count + _up.Count > 0 || _writer.TryWriteNextAsync(default).Result)
            {
                Take(_objectWatch);
                Take(_recordWatch);
                EdgeStep();
                CloudStep();
                Pump();
            }

            Elapse(TimeSpan.FromSeconds(5));
            Pump();
        }

        var differences = Edge.Faults;
        foreach (var (name, (uid, version)) in Meant())
        {
            if (!Edge.Held.TryGetValue(Resource(name), out var held) || held != (uid, version))
            {
                differences.Add($"{name}: wanted {uid} v{version}, held {held}");
            }

            if (_store.StatusOf($"{NodeName}.{uid}") != version.ToString(CultureInfo.InvariantCulture))
            {
                differences.Add($"{name}: record says {_store.StatusOf($"{NodeName}.{uid}")}, version is {version}");
            }
        }

        differences.AddRange(Edge.Held.Keys.Where(resource => !Meant().Any(meant => Resource(meant.Key) == resource)).Select(left => $"{left}: left over"));
        differences.AddRange(_store.Records.Keys.Where(name => !Meant().Any(meant => name == $"{NodeName}.{meant.Value.Uid}")).Select(left => $"record {left}: left over"));
        return differences;
    }

    private static string Resource(string name) => $"default/configmap/{name}";

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private void PutInApi()
    {
        var name = $"c{_random.Next(6)}";
        var uid = _api.TryGetValue(name, out var present) ? present.Uid : $"u{++_uids}";
        var version = ++_version;
        _api[name] = (uid, version);
        WatchPut(name);
    }

    // The audience changes without the object: a pod that names it came to the node or left it.
    private void ChangeAudience()
    {
        var name = $"c{_random.Next(6)}";
        if (!_withdrawn.Remove(name))
        {
            _withdrawn.Add(name);
        }

        if (_api.TryGetValue(name, out var present))
        {
            Edge.MayReturn.Add(present.Uid);
            WatchPut(name);
        }
    }

    private void WatchPut(string name)
    {
        var (uid, version) = _api[name];
        var audience = _withdrawn.Contains(name) ? Audience.Node("edge-2") : Pick(Audience.AllNodes, Audience.Node(NodeName));
        Edge.MayReturn.UnionWith(_withdrawn.Contains(name) ? [uid] : []);
        _objectWatch.Enqueue(() => _desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version), audience));
    }

    private IEnumerable<KeyValuePair<string, (string Uid, long Version)>> Meant() => _api.Where(item => !_withdrawn.Contains(item.Key));

    private void DeleteInApi()
    {
        if (_api.Count == 0)
        {
            return;
        }

        var name = Pick([.. _api.Keys]);
        var uid = _api[name].Uid;
        var version = ++_version;
        _api.Remove(name);
        _objectWatch.Enqueue(() => _desired.Remove(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version)));
    }

    private void Watch(SyncRecord record, string? status, long version)
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

    private static void Take(Queue<Action> queue)
    {
        if (queue.TryDequeue(out var action))
        {
            action();
        }
    }

    private void EdgeStep()
    {
        if (!_down.TryDequeue(out var next))
        {
            return;
        }

        var isError = _isFaulty && _random.Next(12) == 0;
        if (!isError)
        {
            Edge.Process(next.Message);
        }

        // An answer to an earlier connection goes nowhere; some get lost, some come twice.
        if (next.Connection == _connection && _isConnected && !(_isFaulty && _random.Next(8) == 0))
        {
            _up.Enqueue((next.Message.Header.Id, isError));
            if (_random.Next(8) == 0)
            {
                _up.Enqueue((next.Message.Header.Id, isError));
            }
        }
    }

    private void CloudStep()
    {
        if (_up.TryDequeue(out var answer))
        {
            _ = answer.IsError ? _machine?.TryFail(answer.Parent, out _) : _machine?.TryAcknowledge(answer.Parent, out _);
        }
    }

    private void Elapse(TimeSpan time)
    {
        _clock.Advance(time);
        _machine?.Tick();
    }

    private void Pump()
    {
        while (_machine is not null && _machine.TryTake(out var step))
        {
            if (step.Attempt is not { } attempt)
            {
                var ledger = _book.For(NodeName);
                _machine.Recorded(step.Path, _writer.EnsureAsync(ledger, step.Path.Key, step.Path.Type, step.Holding, default).Result);
                continue;
            }

            _down.Enqueue((attempt.Message, _connection));
            _machine.Sent(step.Path, attempt);
        }
    }

    private void Disconnect()
    {
        _isConnected = false;
        _machine = null;
        _book.For(NodeName).Deliveries = 0;
        _book.For(NodeName).RecordFound = null;
        _up.Clear();

        // What had reached the node already is still processed; the rest died with the connection.
        var arrived = _random.Next(_down.Count + 1);
        var kept = _down.Take(arrived).ToArray();
        _down.Clear();
        foreach (var item in kept)
        {
            _down.Enqueue(item);
        }
    }

    private void Connect()
    {
        Disconnect();
        _connection++;
        _isConnected = true;
        if (_isOurs && _isFaulty && _random.Next(10) == 0)
        {
            // The node's disk was exchanged; only its inventory tells.
            Edge.Held.Clear();
            _down.Clear();
        }

        var ledger = _book.For(NodeName);
        if (_isOurs)
        {
            while (_down.Count > 0)
            {
                EdgeStep();
            }

            var inventory = new NodeInventory();
            var items = Edge.Held.Select(held => new InventoryItem(held.Key, held.Value.Uid, held.Value.Version.ToString(CultureInfo.InvariantCulture)));
            var content = MessageContent.Object(new InventoryDocument(1, true, [.. items]), InventoryJson.Default.InventoryDocument);
            Assert.True(inventory.TryAdd(new MessageFactory(_clock).New(new MessageRoute("metamanager", "resource", "node/inventory", "update"), content)));
            inventory.ApplyTo(ledger, _writer);
        }

        _machine = new DeliveryMachine(ledger, _desired, _writer, new MessageFactory(_clock), DeliverySettings.Default with { Window = 1 + _random.Next(4) }, _clock);
        ledger.Deliveries = 1;
        ledger.RecordFound = _machine.LookForLeftovers;
        _machine.Begin();
    }

    private void Kill()
    {
        Disconnect();
        if (_isOurs && _store.Records.Count > 0 && _random.Next(2) == 0)
        {
            // The record of a deleted object goes with its namespace, while nobody watches.
            var lost = _store.Records.Values.FirstOrDefault(value => !_api.Values.Any(present => present.Uid == value.Record.Uid));
            if (lost.Record.Uid is not null)
            {
                _store.Remove(lost.Record);
            }
        }

        (_writer, _index) = StartCloud();
    }

    private (RecordWriter Writer, RecordIndexRig Index) StartCloud()
    {
        _desired = new DesiredStateTable();
        _desired.Subscribe(this);
        _book = new LedgerBook();
        _objectWatch.Clear();
        _recordWatch.Clear();
        var writer = new RecordWriter(_store, new CloudHubMetrics(), _clock, NullLogger<RecordWriter>.Instance);
        var index = new RecordIndexRig(_book, writer);
        foreach (var (record, status, version) in _store.Records.Values)
        {
            index.Put(record.Node, record.Uid, record.Name, status.Length == 0 ? null : status, version);
        }

        foreach (var (name, _) in _api.OrderBy(_ => _random.Next()).ToArray())
        {
            WatchPut(name);
        }

        _objectWatch.Enqueue(() => _desired.MarkSynced(TestObjects.ConfigMaps));
        return (writer, index);
    }
}
