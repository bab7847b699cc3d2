using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>Sessions over memory links under a manual clock; everything of the hub but its port.</summary>
internal sealed class SessionRig : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stopping = new();
    private readonly RecordWriter _writer;
    private readonly Task _writing;
    private readonly List<Task> _served = [];
    private readonly NodeAdmission _admission;

    public SessionRig(
        IEnumerable<IUpstreamHandler>? handlers = null,
        int nodeLimit = 10_000,
        IReadOnlyList<INodeHerald>? heralds = null,
        WireGeneration silentPeers = WireGeneration.Unknown,
        TimeSpan? keepalive = null)
    {
        var metrics = new CloudHubMetrics();
        _writer = new RecordWriter(Store, metrics, Clock, NullLogger<RecordWriter>.Instance);
        var delivery = new DeliveryContext(
            Desired, _writer, new MessageFactory(Clock), DeliverySettings.Default with { SilentPeers = silentPeers },
            new DeliveryReporter([Watcher], metrics, NullLogger<DeliveryReporter>.Instance), Clock);
        Context = new SessionContext(
            delivery, Book, new UpstreamRouter(handlers ?? [], metrics, NullLogger<UpstreamRouter>.Instance),
            keepalive ?? TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), Clock, NullLogger<NodeSession>.Instance)
        {
            Heralds = heralds ?? [],
        };
        Table = new SessionTable(nodeLimit);
        _admission = new NodeAdmission(Table, Context, metrics, NullLogger<NodeAdmission>.Instance);
        _writing = _writer.RunAsync(_stopping.Token);
        Book.MarkLoaded();
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeRecordStore Store { get; } = new();

    public DesiredStateTable Desired { get; } = new();

    public LedgerBook Book { get; } = new();

    public DeliveryWatcher Watcher { get; } = new();

    public SessionTable Table { get; }

    public SessionContext Context { get; }

    /// <summary>
    /// No pings and no deadlines of writes: a manual clock would make them, nobody here answers late, and their timer must not be taken
    /// for one of those that tests wait for.
    /// </summary>
    public LinkOptions LinkOptions { get; } =
        new() { PingInterval = Timeout.InfiniteTimeSpan, WriteTimeout = Timeout.InfiniteTimeSpan };

    public MemoryLink Connect(string node, params string[] features)
    {
        var peer = new LinkPeer { NodeId = node, Features = features.ToHashSet() };
        var link = MemoryLink.CreatePair(peer, new LinkPeer { NodeId = node, Features = peer.Features }, LinkOptions, Clock);
        var session = new NodeSession(link.Cloud, Context);
        _admission.Admit(session);
        _served.Add(_admission.ServeAsync(session, _stopping.Token));
        return link;
    }

    /// <summary>Completes when every session up to now has ended altogether.</summary>
    public Task ServedAsync() => Task.WhenAll(_served).WaitAsync(_limit);

    public void Put(string name, string uid, long version) =>
        Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version), Audience.AllNodes);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        for (var i = 0; i < _served.Count; i++)
        {
            // An orderly close waits for the other end; time stands still here, so it is moved on.
            while (!_served[i].IsCompleted)
            {
                Clock.Advance(TimeSpan.FromSeconds(10));
                await Task.WhenAny(_served[i], Task.Run(static () => { })).WaitAsync(_limit);
            }
        }

        await Task.WhenAny(_writing).WaitAsync(_limit);
        _writer.Dispose();
        _stopping.Dispose();
    }
}
