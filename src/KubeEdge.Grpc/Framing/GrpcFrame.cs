using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace KubeEdge.Grpc.Framing;

/// <summary>One message as it stands in the body of a request or response: a mark, four bytes of length, and its bytes.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Body">The bytes of a message; empty otherwise.</param>
/// <param name="Length">The length that its prefix claims, in bytes.</param>
public readonly record struct GrpcFrame(GrpcFrameKind Kind, ReadOnlySequence<byte> Body = default, long Length = 0)
{
    /// <summary>How many bytes stand before those of a message.</summary>
    public const int PrefixLength = 5;

    /// <summary>The bytes of a message with what stands before them, in memory of their own.</summary>
    public static ReadOnlyMemory<byte> Encode<T>(T message, GrpcWrite<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.GetSpan(PrefixLength)[..PrefixLength].Clear();
        buffer.Advance(PrefixLength);
        write(message, buffer);
        var frame = buffer.WrittenMemory;
        // The length is known only now; the memory is this method's own until it returns.
        BinaryPrimitives.WriteInt32BigEndian(MemoryMarshal.AsMemory(frame).Span[1..], frame.Length - PrefixLength);
        return frame;
    }
}
