using System.IO.Pipelines;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>CONNECT and its answer.</summary>
internal sealed partial class ClientConnection
{
    /// <summary>Introduces the client.</summary>
    /// <returns>The acceptance, or why there is none.</returns>
    public async Task<(ConnackPacket? Connack, MqttFailure? Failure)> ConnectAsync(
        string clientId, bool cleanStart, CancellationToken cancellationToken)
    {
        try
        {
            MqttPacketWriter.Write(_output, Connect(clientId, cleanStart));
            await _stream.WriteAsync(_output.WrittenMemory, cancellationToken).ConfigureAwait(false);
            _output.ResetWrittenCount();
            while (true)
            {
                var read = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = read.Buffer;
                var status = _packets.TryRead(ref buffer, out var packet, out var error);
                _input.AdvanceTo(buffer.Start, status == PacketReadStatus.NeedsMore ? buffer.End : buffer.Start);
                if (status != PacketReadStatus.NeedsMore)
                {
                    return Judge(status, packet, error, cleanStart);
                }

                if (read.IsCompleted)
                {
                    return (null, new MqttFailure(MqttFailureKind.Lost, "The broker closed the connection before it answered CONNECT."));
                }
            }
        }
        catch (Exception failure) when (IsOfTheNetwork(failure))
        {
            return (null, Lost(failure));
        }
    }

    private static (ConnackPacket? Connack, MqttFailure? Failure) Judge(
        PacketReadStatus status, in MqttPacket packet, in MqttProtocolError error, bool cleanStart)
    {
        if (status == PacketReadStatus.Error)
        {
            return (null, new MqttFailure(MqttFailureKind.ProtocolError, error.ToString(), error.Reason));
        }

        if (packet.Type != MqttPacketType.Connack)
        {
            var detail = $"The broker answered CONNECT with {packet.Type}.";
            return (null, new MqttFailure(MqttFailureKind.ProtocolError, detail, MqttReason.ProtocolError));
        }

        var connack = packet.Body<ConnackPacket>();
        if (cleanStart && connack.SessionPresent)
        {
            const string Detail = "The broker kept a session that it was told to forget.";
            return (null, new MqttFailure(MqttFailureKind.ProtocolError, Detail, MqttReason.ProtocolError));
        }

        return connack.Reason == MqttReason.Success ? (connack, null) : (null, new MqttFailure(
            MqttFailureKind.Refused, connack.Properties.ReasonString ?? "The broker refused the connection.", connack.Reason));
    }

    private ConnectPacket Connect(string clientId, bool cleanStart)
    {
        var isV5 = _options.Version == MqttVersion.V5;
        return new ConnectPacket
        {
            Version = _options.Version,
            ClientId = clientId,
            CleanStart = cleanStart,
            KeepAlive = (ushort)_options.KeepAlive.TotalSeconds,
            UserName = _options.UserName,
            Password = _options.Password,
            Will = _options.Will,
            WillDelay = (uint)_options.WillDelay.TotalSeconds,
            Properties = !isV5 ? PacketProperties.None : new PacketProperties
            {
                SessionExpiry = (uint)Math.Min(_options.SessionExpiry.TotalSeconds, uint.MaxValue),
                ReceiveMaximum = (ushort)_options.Limits.ReceiveMaximum,
                MaximumPacketSize = (uint)_options.Limits.PacketSize,
                UserProperties = _options.UserProperties,
            },
        };
    }
}
