using System.Buffers;
using System.Net.Sockets;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    private static readonly TimeSpan _drainTime = TimeSpan.FromSeconds(1);

    private TimeSpan? _expiryAtEnd;
    private bool _keepWill;

    // A socket that is closed while bytes of its peer are unread takes back what it has sent: the client would never learn the reason.
    private async Task DrainAsync()
    {
        if (CloseReason is MqttReason.Success or MqttReason.ServerShuttingDown || _peer.EndSending is not { } endSending)
        {
            return;
        }

        using var patience = new CancellationTokenSource(_drainTime, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _abandoned.Token, _services.Stopping);
        var scrap = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            endSending();
            while (await _stream.ReadAsync(scrap, either.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client is gone, or has had its time.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scrap);
        }
    }

    private async Task ReadAllAsync()
    {
        while (true)
        {
            _liveness.Listening();
            var result = await _reader.ReadAsync(_ending.Token).ConfigureAwait(false);
            var buffer = result.Buffer;
            PacketReadStatus status;
            while ((status = _packets.TryRead(ref buffer, out var packet, out var error)) != PacketReadStatus.NeedsMore)
            {
                if (status == PacketReadStatus.Error)
                {
                    Fault(error);
                    return;
                }

                _liveness.Received();
                var handled = HandleAsync(packet);
                if (!handled.IsCompleted)
                {
                    _liveness.NotListening();
                }

                if (!await handled.ConfigureAwait(false))
                {
                    return;
                }
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return;
            }

            var room = _control.WaitForRoomAsync();
            if (!room.IsCompleted)
            {
                _liveness.NotListening();
                await room.WaitAsync(_ending.Token).ConfigureAwait(false);
            }
        }
    }

    // Returns false when the connection ends.
    private ValueTask<bool> HandleAsync(in MqttPacket packet)
    {
        if (_session is null)
        {
            // [MQTT-3.1.0-1] The first packet is a CONNECT.
            return packet.Type == MqttPacketType.Connect
                ? ConnectAsync(packet.Body<ConnectPacket>())
                : Fault(packet.Type, "a CONNECT is awaited");
        }

        switch (packet.Type)
        {
            case MqttPacketType.Publish:
                return PublishAsync(packet.Publish);
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp:
                return AcknowledgeAsync(packet.Ack);
            case MqttPacketType.Subscribe:
                return SubscribeAsync(packet.Body<SubscribePacket>());
            case MqttPacketType.Unsubscribe:
                return UnsubscribeAsync(packet.Body<UnsubscribePacket>());
            case MqttPacketType.Pingreq:
                _control.WritePingAnswer();
                Wake();
                return ValueTask.FromResult(true);
            case MqttPacketType.Disconnect:
                return Disconnect(packet.Body<DisconnectPacket>());
            default:
                // [MQTT-3.1.0-2] A second CONNECT; a packet that only servers send; AUTH, since there is no method to go on with.
                return Fault(packet.Type, "not allowed here");
        }
    }

    private ValueTask<bool> Disconnect(DisconnectPacket packet)
    {
        if (packet.Properties.SessionExpiry is { } expiry)
        {
            // [MQTT-3.14.2-2] Only the server ends a session for the client; the client cannot turn it into a lasting one afterwards.
            if (_session is { Expiry.Ticks: 0 } && expiry > 0)
            {
                return Fault(MqttPacketType.Disconnect, "a session expiry after none was asked for");
            }

            _expiryAtEnd = SessionExpiry(expiry);
        }

        _keepWill = packet.Reason != MqttReason.Success;
        Close(MqttReason.Success);
        return ValueTask.FromResult(false);
    }

    private ValueTask<bool> Fault(MqttPacketType packet, string detail)
    {
        Fault(new MqttProtocolError(MqttReason.ProtocolError, packet, "packet", detail));
        return ValueTask.FromResult(false);
    }

    private void Fault(in MqttProtocolError error)
    {
        Log.PeerFault(_services.Logger, this, error.ToString());
        if (_session is null && error.Packet == MqttPacketType.Connect
            && error.Reason is MqttReason.UnsupportedProtocolVersion or MqttReason.ClientIdentifierNotValid)
        {
            // [MQTT-3.1.2-2], [MQTT-3.1.3-8]: in the form that every client understands.
            _control.TryWrite(new ConnackPacket { Reason = error.Reason }, MqttVersion.V311);
        }

        Close(error.Reason);
    }
}
