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

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _gathering = new(64);
    private ArrayBufferWriter<byte> _taken = new(64);
    private TaskCompletionSource? _room;

    public void Write(ConnackPacket packet, MqttVersion version)
    {
        lock (_lock)
        {
            MqttPacketWriter.Write(_gathering, packet, version);
        }
    }

    public void Write(SubackPacket packet, MqttVersion version)
    {
        lock (_lock)
        {
            MqttPacketWriter.Write(_gathering, packet, version);
        }
    }

    public void Write(UnsubackPacket packet, MqttVersion version)
    {
        lock (_lock)
        {
            MqttPacketWriter.Write(_gathering, packet, version);
        }
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

    /// <summary>Lets a reader go on that waits for room: the connection ends.</summary>
    public void Release()
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            room = _room;
            _room = null;
        }

        room?.TrySetResult();
    }
}
