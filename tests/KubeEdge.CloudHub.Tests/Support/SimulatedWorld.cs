using System.Globalization;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>
/// An API, one or more hubs that are killed and started again, links that break, and a node; every event in an order that a seed decides.
/// </summary>
internal sealed class SimulatedWorld
{
    private const string NodeName = "edge-1";

    // Two hubs watch the same objects; no watch is behind the other for as long as this.
    private static readonly TimeSpan _lag = TimeSpan.FromSeconds(1);
    private readonly Random _random;
    private readonly bool _isOurs;
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeRecordStore _store = new();
    private readonly Dictionary<string, (string Uid, long Version)> _api = [];
    private readonly HashSet<string> _withdrawn = [];
    private readonly Queue<(Message Message, int Connection)> _down = new();
    private readonly Queue<(MessageId Parent, bool IsError)> _up = new();
    private readonly SimulatedHub[] _hubs;
    private long _version = 10;
    private int _uids;
    private int _connection;
    private bool _isConnected;
    private bool _isFaulty = true;
    private int _serving;

    public SimulatedWorld(int seed, bool isOurs, int hubs = 1)
    {
        _random = new Random(seed);
        _isOurs = isOurs;
        Edge = new SimulatedEdge(isOurs);
        _store.HasStatusSubresource = _random.Next(2) == 0;
        _store.Fault = _ => _isFaulty && _random.Next(10) == 0 ? Pick(RecordStatus.Unavailable, RecordStatus.Conflict) : null;
        _hubs = new SimulatedHub[hubs];
        for (var i = 0; i < hubs; i++)
        {
            _hubs[i] = StartHub();
        }

        _store.Watched = (record, status, version) =>
        {
            foreach (var hub in _hubs)
            {
                hub.RecordWatch.Enqueue(() => hub.Watch(record, status, version));
            }
        };
    }

    public SimulatedEdge Edge { get; }

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var hub = Pick(_hubs);
            switch (_random.Next(100))
            {
                case < 11: PutInApi(); break;
                case < 14: ChangeAudience(); break;
                case < 20: DeleteInApi(); break;
                case < 36: Take(hub.ObjectWatch); break;
                case < 42: Take(hub.RecordWatch); break;
                case < 62: EdgeStep(); break;
                case < 78: CloudStep(); break;
                case < 90: _ = hub.Writer.TryWriteNextAsync(default).Result; break;
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
        Array.ForEach(_hubs, static hub => hub.Disconnect());
        Connect();
        var turns = 0;
        for (var i = 0; i < 400; i++)
        {
            while (_hubs.Any(hub => hub.ObjectWatch.Count + hub.RecordWatch.Count > 0 || hub.Writer.TryWriteNextAsync(default).Result)
                || _down.Count + _up.Count > 0)
            {
                if (++turns > 20_000)
                {
                    return ["it does not come to rest: " + string.Join(", ", _store.Calls[^12..])];
                }

                foreach (var hub in _hubs)
                {
                    Take(hub.ObjectWatch);
                    Take(hub.RecordWatch);
                }

                EdgeStep();
                CloudStep();
                Pump();
            }

            // The node's heartbeat.
            _hubs[_serving].Machine?.Heard();
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

    private static void Take(Queue<Action> queue)
    {
        if (queue.TryDequeue(out var action))
        {
            action();
        }
    }

    private T Pick<T>(params T[] choices) => choices[choices.Length == 1 ? 0 : _random.Next(choices.Length)];

    private void PutInApi()
    {
        var name = $"c{_random.Next(6)}";
        var uid = _api.TryGetValue(name, out var present) ? present.Uid : $"u{++_uids}";
        var version = ++_version;
        _api[name] = (uid, version);
        Array.ForEach(_hubs, hub => WatchPut(hub, name));
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
            Array.ForEach(_hubs, hub => WatchPut(hub, name));
        }
    }

    private void WatchPut(SimulatedHub hub, string name)
    {
        var (uid, version) = _api[name];
        var audience = _withdrawn.Contains(name) ? Audience.Node("edge-2") : Pick(Audience.AllNodes, Audience.Node(NodeName));
        Edge.MayReturn.UnionWith(_withdrawn.Contains(name) ? [uid] : []);
        hub.ObjectWatch.Enqueue(() => hub.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version), audience));
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
        foreach (var hub in _hubs)
        {
            hub.ObjectWatch.Enqueue(() => hub.Desired.Remove(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version)));
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
            var machine = _hubs[_serving].Machine;
            machine?.Heard();
            _ = answer.IsError ? machine?.TryFail(answer.Parent, out _) : machine?.TryAcknowledge(answer.Parent, out _);
        }
    }

    private void Elapse(TimeSpan time)
    {
        _clock.Advance(time);
        foreach (var hub in _hubs)
        {
            while (_hubs.Length > 1 && time >= _lag && hub.ObjectWatch.Count > 0)
            {
                Take(hub.ObjectWatch);
            }

            hub.Machine?.Tick();
        }
    }

    private void Pump()
    {
        for (var i = 0; i < _hubs.Length; i++)
        {
            // What a hub sends over a connection that the node has left is lost.
            var isHeard = i == _serving && _isConnected;
            _hubs[i].Pump((message, connection) =>
            {
                if (isHeard)
                {
                    _down.Enqueue((message, connection));
                }
            });
        }
    }

    private void Disconnect()
    {
        // A hub may believe in a session for a while after the node has left it.
        if (_hubs.Length == 1 || _random.Next(2) == 0)
        {
            _hubs[_serving].Disconnect();
        }

        _isConnected = false;
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

        while (_isOurs && _down.Count > 0)
        {
            EdgeStep();
        }

        _serving = _hubs.Length == 1 ? 0 : _random.Next(_hubs.Length);
        var hub = _hubs[_serving];
        if (_hubs.Length > 1)
        {
            // A node takes longer to dial again than a watch to tell.
            hub.CatchUp();
        }

        hub.Disconnect();
        hub.Connect(_connection, window: 1 + _random.Next(4), _isOurs ? Edge.Held : null);
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

        _hubs[_serving] = StartHub();
    }

    private SimulatedHub StartHub()
    {
        var hub = new SimulatedHub(_store, _clock, NodeName);
        foreach (var (name, _) in _api.OrderBy(_ => _random.Next()).ToArray())
        {
            WatchPut(hub, name);
        }

        hub.ObjectWatch.Enqueue(() => hub.Desired.MarkSynced(TestObjects.ConfigMaps));
        return hub;
    }
}
