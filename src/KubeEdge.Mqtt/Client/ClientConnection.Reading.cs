using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>What the broker sends.</summary>
internal sealed partial class ClientConnection
{
    private async Task<MqttFailure?> ReadAllAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                var read = await _input.ReadAsync(end).ConfigureAwait(false);
                _clock?.Received();
                var (consumed, failure) = await HandleAsync(read.Buffer, end).ConfigureAwait(false);
                if (failure is not null)
                {
                    return failure;
                }

                _input.AdvanceTo(consumed, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return new MqttFailure(MqttFailureKind.Lost, "The broker closed the connection.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception failure) when (IsOfTheNetwork(failure))
        {
            return Lost(failure);
        }
    }

    private async ValueTask<(SequencePosition Consumed, MqttFailure? Failure)> HandleAsync(
        ReadOnlySequence<byte> buffer, CancellationToken end)
    {
        while (true)
        {
            switch (_packets.TryRead(ref buffer, out var packet, out var error))
            {
                case PacketReadStatus.NeedsMore:
                    return (buffer.Start, null);
                case PacketReadStatus.Error:
                    return (buffer.Start, Broken(error));
            }

            if (Handle(packet, out var delivery) is { } failure)
            {
                return (buffer.Start, failure);
            }

            if (delivery is not null && !_deliveries.TryWrite(delivery))
            {
                await DeliverAsync(delivery, end).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for room, and reads nothing meanwhile: that is how the broker learns to slow down.</summary>
    private async ValueTask DeliverAsync(MqttDelivery delivery, CancellationToken end)
    {
        _metrics.Stalled();
        _isReading = false;
        try
        {
            await _deliveries.WriteAsync(delivery, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _session.Undelivered(delivery);
            throw;
        }
        finally
        {
            _clock?.Received();
            _isReading = true;
        }
    }

    private MqttFailure? Handle(in MqttPacket packet, out MqttDelivery? delivery)
    {
        delivery = null;
        MqttProtocolError? error;
        switch (packet.Type)
        {
            case MqttPacketType.Publish:
                error = _session.Receive(packet.Publish, out delivery);
                break;
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp:
                error = _session.Receive(packet.Ack);
                break;
            case MqttPacketType.Suback:
                error = _session.Receive(packet.Body<SubackPacket>());
                break;
            case MqttPacketType.Unsuback:
                error = _session.Receive(packet.Body<UnsubackPacket>());
                break;
            case MqttPacketType.Pingresp:
                error = null;
                break;
            case MqttPacketType.Disconnect:
                return Disconnected(packet.Body<DisconnectPacket>());
            default:
                // AUTH without an authentication method, or a second CONNACK.
                error = new MqttProtocolError(MqttReason.ProtocolError, packet.Type, "packet", "is not expected here");
                break;
        }

        return error is { } fault ? Broken(fault) : null;
    }

    private static MqttFailure Disconnected(DisconnectPacket packet)
    {
        var said = packet.Properties.ReasonString ?? "The broker ended the connection.";
        return new MqttFailure(
            MqttFailureKind.Disconnected,
            packet.Properties.ServerReference is { } other ? $"{said} It refers to {other}." : said,
            packet.Reason);
    }

    private MqttFailure Broken(MqttProtocolError error)
    {
        _farewell = error.Reason;
        return new MqttFailure(MqttFailureKind.ProtocolError, error.ToString(), error.Reason);
    }
}
