using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Receiving;

namespace KubeEdge.Viaduct.Links;

internal sealed partial class StreamLink
{
    private const string ControlReply = "ack";

    private Task _lastAck = Task.CompletedTask;
    private IWakeable? _toWake;
    private bool _isDeaf;
    private long _reportedInbound;

    private async Task ReceiveAsync()
    {
        using var buffer = new ReceiveBuffer();
        try
        {
            while (true)
            {
                var read = _stream.ReadAsync(buffer.Free);
                var count = TakeToWake(mayWait: !read.IsCompleted) is { } wake
                    ? await new ReadThenWake(read, wake)
                    : await read.ConfigureAwait(false);
                if (count == 0)
                {
                    OnStreamEnded("the connection ended without a close frame");
                    return;
                }

                _liveness.Received();
                buffer.Fill(count);
                if (!Process(buffer, count))
                {
                    return;
                }

                buffer.Compact();
                if (_inbound.IsFull || _outbound.IsCrowded)
                {
                    TakeToWake(mayWait: false);
                    await WaitForRoomAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (_isEnded || exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            OnStreamEnded(exception.Message);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, Peer);
            End(new(LinkCloseReason.ProtocolError, exception.Message));
        }
        finally
        {
            TakeToWake(mayWait: false);
        }
    }

    // False when nothing more is to be read.
    private bool Process(ReceiveBuffer buffer, int count)
    {
        var messages = 0;
        var goesOn = true;
        while (goesOn && !_isDeaf)
        {
            var what = _frames.Read(buffer.Unread, out var consumed);
            buffer.Use(consumed);
            switch (what)
            {
                case FrameEvent.Message:
                    messages++;
                    OnMessage(_frames.Message);
                    continue;
                case FrameEvent.Ping:
                    WakeIf(_outbound.AddPong(_frames.Control));
                    continue;
                case FrameEvent.Pong:
                    continue;
                case FrameEvent.Close:
                    OnPeerClose(_frames.Code, _frames.Text);
                    goesOn = false;
                    break;
                case FrameEvent.Fault:
                    _isDeaf = true;
                    OnPeerFault(_frames.Code, _frames.Text);
                    break;
                default:
                    break;
            }

            break;
        }

        if (_isDeaf)
        {
            // Read on until the peer is gone, so that the close frame is not lost in a reset.
            buffer.Use(buffer.Unread.Length);
        }

        _metrics.Received(messages, count);
        ReportInbound();
        return goesOn;
    }

    private void OnMessage(byte[] json)
    {
        if (_hasFault)
        {
            return;
        }

        if (json.Length == 0)
        {
            _metrics.Malformed();
            if (!_options.IgnoreEmptyMessages)
            {
                OnPeerFault(CloseCode.InvalidPayload, "empty message");
            }

            return;
        }

        var result = MessageJson.Read(json, _strings);
        if (result.Message is not { } message)
        {
            _metrics.Malformed();
            OnPeerFault(CloseCode.InvalidPayload, $"malformed message: {result.Error}");
        }
        else if (message.Route.Operation is Operations.Ping or Operations.Pong or Operations.Config)
        {
            _lastAck = SendAsync(_messages.Reply(message, MessageContent.Text(ControlReply)), LinkLane.Urgent).AsTask();
        }
        else if ((_pending.Accept(message) ?? _inbound.Post(message, json.Length)) is { } wake)
        {
            // The last one may go on on this thread, once the next read is under way; who came before it needs another. A reader that is
            // woken after all of a read was decoded takes all of it at once.
            _toWake?.Wake(here: false);
            _toWake = wake;
        }
    }

    // Whom to wake while the next read waits for bytes; when none will wait, it is woken on the thread pool now.
    private IWakeable? TakeToWake(bool mayWait)
    {
        var wake = _toWake;
        _toWake = null;
        if (mayWait)
        {
            return wake;
        }

        wake?.Wake(here: false);
        return null;
    }

    // Nothing is lost while waiting here: what was received has its place, the rest waits in the socket and slows the peer down.
    private async ValueTask WaitForRoomAsync()
    {
        _liveness.Pause();
        if (_outbound.IsCrowded)
        {
            // The peer asks for more acks than it takes. The write timeout bounds this.
            await _lastAck.ConfigureAwait(false);
        }

        if (_inbound.IsFull)
        {
            _metrics.Stalled();
            Log.Stalled(_logger, Peer, _inbound.Count);
            if (!await _inbound.WaitForRoomAsync().ConfigureAwait(false))
            {
                _hasFault = true; // What still comes has no place; the peer is told by the close.
                BeginClose(new(LinkCloseReason.Timeout, "nobody takes the messages received"), CloseCode.Policy);
            }

            ReportInbound();
        }

        _liveness.Resume();
    }

    private void ReportInbound()
    {
        long count;
        do
        {
            count = _isEnded ? 0 : _inbound.Count;
            _metrics.InboundQueued(count - Interlocked.Exchange(ref _reportedInbound, count));
        }
        while (count > 0 && _isEnded); // Ended meanwhile, and perhaps reported before this: nothing is left in the meter.
    }
}
