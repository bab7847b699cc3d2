using System.IO.Pipelines;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.Connections;

/// <summary>One client at the other end of a stream of MQTT bytes. One task reads, one writes.</summary>
internal sealed partial class BrokerConnection : ISessionConnection, IDisposable
{
    private const int NotClosed = -1;

    private readonly ConnectionServices _services;
    private readonly Stream _stream;
    private readonly ConnectionPeer _peer;
    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;
    private readonly MqttPacketReader _packets;
    private readonly ControlOutput _control = new();
    private readonly AnswerQueue _answers;
    private readonly AnswerQueue _releases;
    private readonly ReceiveWindow _window;
    private readonly WakeSignal _wake = new();
    private readonly Liveness _liveness;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _abandoned = new();
    private MqttVersion _version = MqttVersion.V311;
    private volatile Session? _session;
    private int _closed = NotClosed;
    private bool _connected;

    public BrokerConnection(ConnectionServices services, Stream stream, ConnectionPeer peer)
    {
        _services = services;
        _stream = stream;
        _peer = peer;
        _answers = new AnswerQueue(services.Limits.InFlight);
        _releases = new AnswerQueue(services.Limits.InFlight);
        _window = new ReceiveWindow(services.Limits.InFlight);
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(useZeroByteReads: true, leaveOpen: true));
        _writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 16 * 1024, leaveOpen: true));
        _packets = new MqttPacketReader(
            new PacketLimits
            {
                PacketSize = services.Limits.PacketSize,
                TopicBytes = ushort.MaxValue,
                TopicAliases = services.Limits.TopicAliases,
            },
            fromClient: true);
        _liveness = new Liveness(services.Limits, services.Time, Expired);
    }

    private MqttReason CloseReason => (MqttReason)Math.Max(Volatile.Read(ref _closed), 0);

    private bool IsClosing => Volatile.Read(ref _closed) != NotClosed;

    public override string ToString() => _session?.Client.ToString() ?? _peer.ToString();

    /// <summary>Serves the client until one side ends the connection.</summary>
    public async Task RunAsync()
    {
        var writing = WriteAllAsync();
        try
        {
            await ReadAllAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, or the connection is being closed: both end here and are told below.
        }
        catch (Exception failure)
        {
            Log.Failed(_services.Logger, failure, this);
            Close(MqttReason.UnspecifiedError);
        }

        Close(MqttReason.Success);
        if (_session is { } session)
        {
            _services.Sessions.Close(session, this, _expiryAtEnd, _keepWill);
        }

        await writing.ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _reader.CompleteAsync().ConfigureAwait(false);
        if (_connected)
        {
            _services.Metrics.Closed(CloseReason);
            Log.Closed(_services.Logger, this, CloseReason);
        }
    }

    /// <inheritdoc/>
    public void Wake() => _wake.Set();

    /// <inheritdoc/>
    public void Close(MqttReason reason)
    {
        if (Interlocked.CompareExchange(ref _closed, (int)reason, NotClosed) != NotClosed)
        {
            return;
        }

        // What is written last has its deadline too.
        _liveness.Sending();
        _wake.Set();
        _ = _ending.CancelAsync();
    }

    /// <inheritdoc/>
    /// <remarks>The cancellation sources hold nothing; a deadline that passes just now may still use them.</remarks>
    public void Dispose() => _liveness.Dispose();

    // The first deadline ends the connection in good order; the next one, when the network takes not even that, drops it.
    private void Expired(MqttReason reason)
    {
        if (IsClosing || reason == MqttReason.ServerBusy)
        {
            Close(reason);
            _ = _abandoned.CancelAsync();
            return;
        }

        Close(reason);
    }
}
