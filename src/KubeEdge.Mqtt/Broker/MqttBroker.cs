using System.Diagnostics.Metrics;
using KubeEdge.Mqtt.Connections;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.InProcess;
using KubeEdge.Mqtt.Listening;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Mqtt.Broker;

/// <summary>
/// An MQTT broker inside a program: MQTT 3.1.1 and 5.0 over TCP, TLS and WebSocket, and without any of them for clients in the same
/// process. Everything it keeps is bounded by <see cref="MqttBrokerLimits"/>; a slow client costs nobody else anything.
/// </summary>
public sealed partial class MqttBroker : IAsyncDisposable, IConnectionHost
{
    private readonly Lock _lock = new();
    private readonly MqttBrokerOptions _options;
    private readonly MqttBrokerHooks _hooks;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StoreJournal _journal;
    private readonly SessionContext _context;
    private readonly SessionRegistry _sessions;
    private readonly MessageRouter _router;
    private readonly LocalClients _locals;
    private readonly SystemTopics _system;
    private readonly ConnectionServices _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<BrokerListener> _listeners = [];
    private readonly HashSet<BrokerConnection> _connections = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _admitted;
    private bool _started;

    /// <summary>Makes a broker; it does nothing until it is started.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="hooks">What it asks its host; null for nothing.</param>
    /// <param name="timeProvider">The clock of every deadline; null for the system's.</param>
    /// <param name="loggerFactory">Where it logs, as category <c>KubeEdge.Mqtt.Broker</c>; null for nowhere.</param>
    /// <param name="meterFactory">Who makes the meter <c>KubeEdge.Mqtt</c>; null for one of the process.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not possible.</exception>
    public MqttBroker(
        MqttBrokerOptions options,
        MqttBrokerHooks? hooks = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        BrokerOptionsCheck.ThrowIfImpossible(options);
        _options = options;
        _hooks = hooks ?? new MqttBrokerHooks();
        _time = timeProvider ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("KubeEdge.Mqtt.Broker");
        var metrics = BrokerMetrics.For(meterFactory);
        var tree = new SubscriptionTree();
        _journal = new StoreJournal(_hooks.SessionStore, _logger);
        var retained = new RetainedStore(options.Limits, _time, _journal, metrics);
        _context = new SessionContext(options.Limits, options.Overflow, _time, tree, retained, _journal, metrics);
        _router = new MessageRouter(tree, retained, _journal, _hooks.Authorizer, _time, metrics, _logger, _stopping.Token);
        _sessions = new SessionRegistry(_context, _router);
        _locals = new LocalClients(_router);
        _system = new SystemTopics(options.SystemTopicInterval, _context, _router, _sessions, () => Volatile.Read(ref _admitted));
        _services = new ConnectionServices(options, _hooks, _sessions, _locals, _router, _time, metrics, _logger, _stopping.Token);
    }

    /// <summary>Where it listens, with the ports that were bound, in the order of the options. Empty before the start.</summary>
    public IReadOnlyList<MqttEndpoint> Endpoints { get; private set; } = [];

    /// <summary>Loads what the session store holds, then listens.</summary>
    /// <param name="cancellationToken">Gives up; the broker is to be disposed then.</param>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be had.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_started)
            {
                throw new InvalidOperationException("The broker was started before.");
            }

            _started = true;
        }

        if (_hooks.SessionStore is { } store)
        {
            await new StoreLoader(_context, _sessions, _logger).LoadAsync(store, cancellationToken).ConfigureAwait(false);
        }

        var endpoints = new List<MqttEndpoint>();
        foreach (var endpoint in _options.Endpoints)
        {
            var listener = new BrokerListener(endpoint, _options.Limits.HandshakeTimeout, _time, _logger);
            _listeners.Add(listener);
            endpoints.Add(listener.Bind());
        }

        Endpoints = endpoints;
        _system.Start();
        foreach (var listener in _listeners)
        {
            _ = listener.AcceptAsync(this, _stopping.Token);
        }
    }

    /// <summary>
    /// A client in this process, connected until it or the broker is disposed. It skips network and codec; payloads pass as they are.
    /// A publisher's answer for a message of QoS 1 or 2 waits until each such client that gets it has acknowledged it, and an MQTT 5
    /// publisher is told its reason; a 3.1.1 publisher whose message is refused is disconnected, so that it sends again. Who publishes while
    /// <see cref="IMqttClient.Deliveries"/> of such a client is full waits for room, and reads nothing more from its network meanwhile.
    /// Both waits end after <see cref="MqttBrokerLimits.InProcessAnswerTimeout"/>.
    /// </summary>
    /// <param name="clientId">An id that no other client uses; a network client with it is refused from now on.</param>
    /// <exception cref="InvalidOperationException">The broker is not started.</exception>
    /// <exception cref="ArgumentException">There is a client in this process with that id.</exception>
    public IMqttClient Connect(string clientId)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        if (!_started)
        {
            throw new InvalidOperationException("The broker is not started.");
        }

        var client = new LocalClient(clientId, _context, _locals);
        _locals.Add(client);
        if (_stopping.IsCancellationRequested)
        {
            // The broker may have looked for clients to close before this one was among them.
            client.Close();
            throw new ObjectDisposedException(nameof(MqttBroker));
        }

        return client;
    }

    /// <summary>
    /// Stops: tells MQTT 5 clients that the server shuts down, ends every connection, and waits for the session store, all within
    /// <see cref="MqttBrokerLimits.StopTimeout"/>. Sessions stay in the store; wills are published after the next start, if there is such a store.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _system.Dispose();
        _sessions.Dispose();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        foreach (var client in _locals.ToArray())
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }

        using var patience = new CancellationTokenSource(_options.Limits.StopTimeout, _time);
        foreach (var connection in OpenConnections())
        {
            connection.Close(MqttReason.ServerShuttingDown);
        }

        if (Volatile.Read(ref _admitted) > 0)
        {
            await _drained.Task.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _journal.FlushAsync(patience.Token).ConfigureAwait(false);
        await _journal.DisposeAsync().ConfigureAwait(false);
    }

    bool IConnectionHost.TryAdmit()
    {
        // Counted before it is looked at: whoever stops waits for it, or it sees the stop.
        if (Interlocked.Increment(ref _admitted) > _options.Limits.Connections || _stopping.IsCancellationRequested)
        {
            Release();
            _services.Metrics.Refused("connections");
            return false;
        }

        return true;
    }

    async Task IConnectionHost.ServeAsync(Stream stream, ConnectionPeer peer)
    {
        using var connection = new BrokerConnection(_services, stream, peer);
        lock (_lock)
        {
            _connections.Add(connection);
        }

        if (_stopping.IsCancellationRequested)
        {
            connection.Close(MqttReason.ServerShuttingDown);
        }

        await connection.RunAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    void IConnectionHost.Release() => Release();

    private void Release()
    {
        if (Interlocked.Decrement(ref _admitted) == 0 && _stopping.IsCancellationRequested)
        {
            _drained.TrySetResult();
        }
    }

    private BrokerConnection[] OpenConnections()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }
}
