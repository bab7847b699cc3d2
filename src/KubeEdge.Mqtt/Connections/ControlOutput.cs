using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Connections;

/// <summary>
/// Acknowledgements and other answers on their way to the writer of one connection, as bytes. Beyond 64 KiB the connection reads nothing
/// more from its client until the writer has taken them, so that a client that never reads costs no more than that.
/// </summary>
internal sealed class ControlOutput
{
    private const int Limit = 64 * 1024;
    private const int PacketSize = 64;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _gathering = new(64);
    private ArrayBufferWriter<byte> _taken = new(64);
    private TaskCompletionSource? _room;

    /// <summary>The largest packet that the client accepts.</summary>
    public long MaximumPacketSize { get; set; } = long.MaxValue;

    /// <returns>False, and nothing is written, when the client does not accept a packet of that size [MQTT-3.1.2-24].</returns>
    public bool TryWrite(ConnackPacket packet, MqttVersion version)
    {
        var bytes = new ArrayBufferWriter<byte>(PacketSize);
        MqttPacketWriter.Write(bytes, packet, version);
        return TryAppend(bytes.WrittenSpan);
    }

    /// <inheritdoc cref="TryWrite(ConnackPacket, MqttVersion)"/>
    public bool TryWrite(SubackPacket packet, MqttVersion version)
    {
        var bytes = new ArrayBufferWriter<byte>(PacketSize);
        MqttPacketWriter.Write(bytes, packet, version);
        return TryAppend(bytes.WrittenSpan);
    }

    /// <inheritdoc cref="TryWrite(ConnackPacket, MqttVersion)"/>
    public bool TryWrite(UnsubackPacket packet, MqttVersion version)
    {
        var bytes = new ArrayBufferWriter<byte>(PacketSize);
        MqttPacketWriter.Write(bytes, packet, version);
        return TryAppend(bytes.WrittenSpan);
    }

    public void WritePingAnswer()
    {
        lock (_lock)
        {
            MqttPacketWriter.WritePingAnswer(_gathering);
        }
    }

    public void Write(in AckPacket packet, MqttVersion version)
    {
        lock (_lock)
        {
            MqttPacketWriter.Write(_gathering, packet, version);
        }
    }

    /// <summary>Completes when the client may be read from.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_lock)
        {
            return _gathering.WrittenCount < Limit
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Moves what has gathered into the connection's writer, which alone calls this.</summary>
    public void MoveTo(IBufferWriter<byte> writer)
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (_gathering.WrittenCount == 0)
            {
                return;
            }

            (_taken, _gathering) = (_gathering, _taken);
            room = _room;
            _room = null;
        }

        writer.Write(_taken.WrittenSpan);
        _taken.ResetWrittenCount();
        room?.SetResult();
    }

    private bool TryAppend(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > MaximumPacketSize)
        {
            return false;
        }

        lock (_lock)
        {
            _gathering.Write(packet);
        }

        return true;
    }
}
