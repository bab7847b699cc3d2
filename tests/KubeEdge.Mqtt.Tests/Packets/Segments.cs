using System.Buffers;

namespace KubeEdge.Mqtt.Tests.Packets;

/// <summary>Bytes in many small pieces, as a socket may deliver them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, Segments? previous)
    {
        Memory = memory;
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }

    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int size)
    {
        var first = new Segments(bytes[..Math.Min(size, bytes.Length)], null);
        var last = first;
        for (var i = size; i < bytes.Length; i += size)
        {
            last = new Segments(bytes.Slice(i, Math.Min(size, bytes.Length - i)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
