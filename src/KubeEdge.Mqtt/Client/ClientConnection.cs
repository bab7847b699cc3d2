using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Threading.Channels;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>One connection to a broker, from CONNECT to its end: one reader, one writer that coalesces, one clock for pings.</summary>
internal sealed partial class ClientConnection : IAsyncDisposable
{
    private static readonly TimeSpan _farewellTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lingerTime = TimeSpan.FromMilliseconds(500);

    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly MqttPacketReader _packets;
    private readonly MqttClientOptions _options;
    private readonly ClientSession _session;
    private readonly ChannelWriter<MqttDelivery> _deliveries;
    private readonly MqttClientMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly WakeUp _wakeUp = new();
    private readonly TaskCompletionSource<MqttFailure?> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end;
    private Task<MqttFailure?>[] _loops = [];
    private ArrayBufferWriter<byte> _output = new();
    private KeepAliveClock? _clock;
    private MqttReason? _farewell;
    private volatile bool _isReading = true;

    public ClientConnection(
        Stream stream,
        MqttClientOptions options,
        ClientSession session,
        ChannelWriter<MqttDelivery> deliveries,
        MqttClientMetrics metrics,
        TimeProvider time,
        CancellationToken stopping)
    {
        _stream = stream;
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        _packets = new MqttPacketReader(
            new PacketLimits { PacketSize = options.Limits.PacketSize, TopicBytes = ushort.MaxValue }, fromClient: false, options.Version);
        (_options, _session, _deliveries, _metrics, _time) = (options, session, deliveries, metrics, time);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Ends the connection from outside.</summary>
    public void Abort(MqttFailure failure) => _aborted.TrySetResult(failure);

    /// <summary>Carries packets until the connection ends; <see cref="EndAsync"/> has to follow.</summary>
    /// <param name="connack">The broker's acceptance.</param>
    /// <param name="closing">Cancelled when the client is to say goodbye: what is queued leaves, then DISCONNECT.</param>
    /// <returns>Why it ended; null when the client closed it.</returns>
    public async Task<MqttFailure?> RunAsync(ConnackPacket connack, CancellationToken closing)
    {
        var terms = BrokerTerms.From(connack, _options);
        _clock = new KeepAliveClock(terms.KeepAlive, _time);
        var subscribed = _session.Attach(terms, connack.SessionPresent, _wakeUp);
        _loops =
        [
            Task.Run(() => ReadAllAsync(_end.Token), CancellationToken.None),
            Task.Run(() => WriteAllAsync(closing, _end.Token), CancellationToken.None),
            KeepAliveAsync(_clock, _end.Token),
            AwaitSubscriptionsAsync(subscribed, _end.Token),
            _aborted.Task,
        ];
        var first = await Task.WhenAny(_loops).ConfigureAwait(false);
        if (closing.IsCancellationRequested && first is { IsCompletedSuccessfully: true, Result: null })
        {
            // Closing with bytes unread would reset the connection, and the broker might never see the DISCONNECT.
            await Task.WhenAny(_loops[0], Task.Delay(_lingerTime, _time, _end.Token)).ConfigureAwait(false);
        }

        return await first.ConfigureAwait(false);
    }

    /// <summary>Winds up what <see cref="RunAsync"/> began. That can take a moment: a broker that broke the protocol is told so.</summary>
    public async Task EndAsync()
    {
        _session.Detach();
        await _end.CancelAsync().ConfigureAwait(false);
        _aborted.TrySetResult(null);
        await Task.WhenAll(_loops).ConfigureAwait(false);
        await SayFarewellAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    // A broker that answers pings but no subscription would leave the application without messages, and nobody would see it.
    private async Task<MqttFailure?> AwaitSubscriptionsAsync(Task subscribed, CancellationToken end)
    {
        try
        {
            await subscribed.WaitAsync(_options.AnswerTimeout, _time, end).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, end).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new MqttFailure(
                MqttFailureKind.TimedOut,
                $"The broker did not answer the subscriptions within {_options.AnswerTimeout.TotalSeconds:0.#} s.");
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }

        return null;
    }

    private async Task<MqttFailure?> KeepAliveAsync(KeepAliveClock clock, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var wait = clock.CheckEvery > TimeSpan.Zero ? clock.CheckEvery : Timeout.InfiniteTimeSpan;
            await Task.Delay(wait, _time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
            {
                break;
            }

            switch (clock.Decide(_isReading))
            {
                case PingDecision.Ping:
                    _session.Ping();
                    break;
                case PingDecision.Dead:
                    return new MqttFailure(MqttFailureKind.KeepAlive, "The broker did not answer a ping.");
            }
        }

        return null;
    }

    /// <summary>Tells an MQTT 5 broker why the connection ends when that is its fault. Nobody waits for it longer than a moment.</summary>
    private async Task SayFarewellAsync()
    {
        if (_farewell is not { } reason || _options.Version != MqttVersion.V5)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(_farewellTime, _time);
        try
        {
            _output.ResetWrittenCount();
            MqttPacketWriter.Write(_output, new DisconnectPacket { Reason = reason }, MqttVersion.V5);
            await _stream.WriteAsync(_output.WrittenMemory, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfTheNetwork(failure) || failure is OperationCanceledException or InvalidOperationException)
        {
            // The broker is gone already; there is nobody to tell.
        }
    }

    /// <summary>What a broken connection throws; that of a WebSocket is no IOException.</summary>
    private static bool IsOfTheNetwork(Exception failure) => failure is IOException or WebSocketException or SocketException;

    private static MqttFailure Lost(Exception cause) => new(MqttFailureKind.Lost, cause.Message);
}
