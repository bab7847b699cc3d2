using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace KubeEdge.Grpc.Framing;

/// <summary>Finds the messages in the body of a request or response, however its bytes arrive. For one reader at a time.</summary>
/// <param name="input">The body. Completing it stays with its owner.</param>
/// <param name="maximumBytes">Largest message that is waited for.</param>
public sealed class GrpcFrameReader(PipeReader input, int maximumBytes)
{
    private ReadOnlySequence<byte> _buffer;
    private SequencePosition? _taken;

    /// <summary>
    /// Waits for the next message. Its bytes are valid until the next call. What the peer did wrong is a <see cref="GrpcFrameKind"/>; a
    /// broken connection is thrown as the body throws it.
    /// </summary>
    public async ValueTask<GrpcFrame> ReadAsync(CancellationToken cancellationToken)
    {
        if (_taken is { } taken)
        {
            input.AdvanceTo(taken);
            _taken = null;
        }

        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            _buffer = read.Buffer;
            if (TryTake(out var frame))
            {
                return frame;
            }

            var isEmpty = _buffer.IsEmpty;
            input.AdvanceTo(_buffer.Start, _buffer.End);
            if (read.IsCompleted)
            {
                return new GrpcFrame(isEmpty ? GrpcFrameKind.End : GrpcFrameKind.Truncated);
            }
        }
    }

    private bool TryTake(out GrpcFrame frame)
    {
        frame = default;
        if (_buffer.Length < GrpcFrame.PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[GrpcFrame.PrefixLength];
        _buffer.Slice(0, GrpcFrame.PrefixLength).CopyTo(prefix);
        long length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (prefix[0] != 0 || length > maximumBytes)
        {
            _taken = _buffer.Start;
            frame = new GrpcFrame(prefix[0] != 0 ? GrpcFrameKind.Compressed : GrpcFrameKind.TooLarge, Length: length);
            return true;
        }

        if (_buffer.Length < GrpcFrame.PrefixLength + length)
        {
            return false;
        }

        var body = _buffer.Slice(GrpcFrame.PrefixLength, length);
        _taken = body.End;
        frame = new GrpcFrame(GrpcFrameKind.Message, body, length);
        return true;
    }
}
