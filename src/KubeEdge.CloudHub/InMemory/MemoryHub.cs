using System.Collections.Concurrent;
using System.Collections.Immutable;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.InMemory;

/// <summary>
/// The hub without its port, its certificates and its API, for tests: sessions, delivery and acknowledgement are the real ones; links are
/// handed to it, and delivery records are kept in memory. Who hands over a link vouches for the node at its other end.
/// </summary>
public sealed class MemoryHub : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<NodeSession, Task> _serving = new();
    private readonly DesiredStateTable _desired = new();
    private readonly SessionTable _sessions;
    private readonly SessionContext _context;
    private readonly NodeAdmission _admission;
    private readonly RecordWriter _writer;
    private readonly Task _writing;

    /// <summary>Makes a hub that runs until it is disposed.</summary>
    /// <param name="options">
    /// Its limits and deadlines, the defaults when null; what is about ports, certificates and the link itself has no effect.
    /// </param>
    /// <param name="handlers">Take what nodes send and the hub does not know.</param>
    /// <param name="observers">Hear of deliveries.</param>
    /// <param name="timeProvider">Its clock; the system's when null.</param>
    /// <param name="loggerFactory">Where to log; null logs nothing.</param>
    /// <param name="heralds">Speak to nodes beside the objects.</param>
    public MemoryHub(
        CloudHubOptions? options = null,
        IEnumerable<IUpstreamHandler>? handlers = null,
        IEnumerable<IDeliveryObserver>? observers = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IEnumerable<INodeHerald>? heralds = null)
    {
        var settings = options ?? new CloudHubOptions();
        var time = timeProvider ?? TimeProvider.System;
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        var metrics = new CloudHubMetrics();
        _writer = new RecordWriter(new MemoryRecords(), metrics, time, loggers.CreateLogger<RecordWriter>());
        var delivery = new DeliveryContext(
            _desired,
            _writer,
            new MessageFactory(time),
            DeliverySettings.Default with
            {
                Window = settings.DeliveryWindow,
                RetransmitAfter = settings.RetransmitAfter,
                SilentPeers = settings.SilentPeers,
            },
            new DeliveryReporter(observers ?? [], metrics, loggers.CreateLogger<DeliveryReporter>()),
            time);
        var ledgers = new LedgerBook();
        ledgers.MarkLoaded();
        _context = new SessionContext(
            delivery,
            ledgers,
            new UpstreamRouter(handlers ?? [], metrics, loggers.CreateLogger<UpstreamRouter>()),
            settings.KeepaliveInterval,
            settings.InventoryTimeout,
            time,
            loggers.CreateLogger<NodeSession>()) { Heralds = [.. heralds ?? []] };
        _sessions = new SessionTable(settings.NodeLimit);
        _admission = new NodeAdmission(_sessions, _context, metrics, loggers.CreateLogger<NodeAdmission>());
        _writing = _writer.RunAsync(_stopping.Token);
    }

    /// <summary>What the hub understands beyond the original's wire. A link's peer has those of them that both ends have.</summary>
    public static IReadOnlySet<string> Features { get; } = SessionFeatures.All.ToImmutableHashSet();

    /// <summary>What the nodes should hold.</summary>
    public IDesiredState Desired => _desired;

    /// <summary>Whether a node has a session now.</summary>
    /// <param name="nodeName">The node.</param>
    public bool IsConnected(string nodeName) => _sessions.TryFind(nodeName, out _);

    /// <summary>
    /// Serves a node over a link until that ends, in place of what the node had before. The hub owns the link from here on.
    /// </summary>
    /// <param name="link">The cloud's end. Its peer's name is the node's name.</param>
    /// <returns>Completes when the session has ended altogether.</returns>
    public Task ServeAsync(ILink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var session = new NodeSession(link, _context);
        _admission.Admit(session);

        // Listed before it begins, since it takes itself out when it ends, which may be at once.
        _serving.TryAdd(session, Task.CompletedTask);
        var serving = ServeAsync(session);
        _serving.TryUpdate(session, serving, Task.CompletedTask);
        return serving;
    }

    /// <summary>Closes every link and stops writing records. An orderly close waits for the other end; by the hub's clock.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_serving.Values).ConfigureAwait(false);
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _writer.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync(NodeSession session)
    {
        await _admission.ServeAsync(session, _stopping.Token).ConfigureAwait(false);
        _serving.TryRemove(session, out _);
    }
}
