using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Threading.Channels;
using KubeEdge.Mqtt.Client;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Mqtt;

/// <summary>
/// A client over TCP, TLS or WebSocket. Once started it connects, and connects again whenever the connection ends: after 0.5 to 1 s, then
/// doubled up to <see cref="MqttClientOptions.MaximumReconnectDelay"/>, at random. Subscriptions, and messages of QoS 1 and 2 in both
/// directions, survive that.
/// </summary>
public sealed partial class MqttClient : IMqttClient
{
    private static readonly TimeSpan _closeTime = TimeSpan.FromSeconds(2);

    private readonly MqttClientOptions _options;
    private readonly BrokerDialer _dialer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MqttClientMetrics _metrics;
    private readonly ReconnectDelay _delay;
    private readonly ClientSession _session;
    private readonly Channel<MqttDelivery> _deliveries;
    private readonly StateWatch _state = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lifetime = new();
    private ClientConnection? _connection;
    private Task? _run;
    private Task? _close;

    /// <summary>Makes a client; <see cref="Start"/> lets it connect.</summary>
    /// <param name="options">Where and how it connects.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="loggerFactory">Where it logs; nowhere by default.</param>
    /// <param name="meterFactory">Who makes its meters; those of the process by default.</param>
    /// <param name="random">Scatters reconnects; an own one by default.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message says which.</exception>
    public MqttClient(
        MqttClientOptions options,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null,
        Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ClientOptionsCheck.Check(options);
        _options = options;
        _dialer = new BrokerDialer(ServerAddress.Parse(options.Server), TlsOf(options));
        _time = timeProvider ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<MqttClient>();
        _metrics = MqttClientMetrics.For(meterFactory);
        _delay = new ReconnectDelay(random ?? new Random(), options.MaximumReconnectDelay);
        _session = new ClientSession(options, _metrics);
        _deliveries = Channel.CreateBounded<MqttDelivery>(
            new BoundedChannelOptions(options.Limits.Deliveries) { SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });
        ClientId = options.ClientId;
    }

    /// <inheritdoc/>
    public string ClientId { get; private set; }

    /// <inheritdoc/>
    public MqttConnectionState State => _state.Current;

    /// <inheritdoc/>
    public MqttFailure? LastFailure => _state.Failure;

    /// <inheritdoc/>
    public ChannelReader<MqttDelivery> Deliveries => _deliveries.Reader;

    /// <summary>Begins to connect, and returns at once; <see cref="WaitForAsync"/> waits. The second call does nothing.</summary>
    /// <exception cref="ObjectDisposedException">The client is closed.</exception>
    public void Start()
    {
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_close is not null, this);
            _run ??= Task.Run(RunAsync);
        }
    }

    /// <inheritdoc/>
    public Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken = default) =>
        _state.WaitForAsync(state, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (MessageCheck.FindFault(message) is { } fault)
        {
            return ValueTask.FromResult(fault);
        }

        var outcome = _session.Publish(message);
        return outcome.IsCompletedSuccessfully || !cancellationToken.CanBeCanceled
            ? new ValueTask<MqttPublishResult>(outcome)
            : new ValueTask<MqttPublishResult>(outcome.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A filter is not valid, or the identifiers differ: one request has one.</exception>
    public async ValueTask<MqttSubscribeResult> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        SubscriptionCheck.Check(subscriptions);
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Subscribe(subscriptions) is not { } request)
        {
            return new(MqttRequestStatus.Closed, []);
        }

        var reasons = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        return reasons is null ? new(MqttRequestStatus.Kept, []) : new(MqttRequestStatus.Answered, reasons);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A filter is not valid.</exception>
    public async ValueTask<MqttUnsubscribeResult> UnsubscribeAsync(
        IReadOnlyList<string> filters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        SubscriptionCheck.Check(filters);
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Unsubscribe(filters) is not { } request)
        {
            return new(MqttRequestStatus.Closed, []);
        }

        var reasons = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        return reasons is null ? new(MqttRequestStatus.Kept, []) : new(MqttRequestStatus.Answered, reasons);
    }

    /// <summary>
    /// Closes the client for good: what waits is written and DISCONNECT sent, within 2 s; the will is not published. Messages of QoS 1 and
    /// 2 without an answer end as <see cref="MqttPublishStatus.Closed"/>. Deliveries that were not taken yet can still be taken.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_lifetime)
        {
            _close ??= CloseAsync();
            return new ValueTask(_close);
        }
    }

    private static Func<SslClientAuthenticationOptions?> TlsOf(MqttClientOptions options)
    {
        if (options.TlsOfNextConnection is { } made)
        {
            return made;
        }

        var tls = options.Tls;
        return () => tls;
    }

    private async Task<IReadOnlyList<MqttReason>?> AnswerAsync(SubscriptionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Answer.WaitAsync(_options.AnswerTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A broker that answers nothing is of no use; the wish is kept for the next connection.
            Volatile.Read(ref _connection)?.Abort(new MqttFailure(MqttFailureKind.Lost, "The broker did not answer a request in time."));
            return await request.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
