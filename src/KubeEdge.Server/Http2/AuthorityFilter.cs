using System.Buffers;
using System.IO.Pipelines;

namespace KubeEdge.Server.Http2;

/// <summary>
/// Passes the bytes of an HTTP/2 client on and writes a host name in place of each <c>:authority</c>. The name is as long as what it
/// replaces: the client counts the size of its table of headers, and the server has to come to the same.
/// </summary>
internal sealed class AuthorityFilter(PipeReader input, PipeWriter output)
{
    private const int PrefaceLength = 24;
    private const int FrameHeaderLength = 9;
    private const int MaximumFrame = 16 * 1024;
    private const byte Headers = 1;
    private const byte Padded = 0x08;
    private const byte Priority = 0x20;

    private long _passing = PrefaceLength;

    /// <summary>Works until either end is done.</summary>
    public async Task RunAsync()
    {
        Exception? fault = null;
        try
        {
            ReadResult read;
            FlushResult flushed;
            do
            {
                read = await input.ReadAsync().ConfigureAwait(false);
                var rest = Pass(read.Buffer);
                input.AdvanceTo(rest.Start, rest.End);
                flushed = await output.FlushAsync().ConfigureAwait(false);
            }
            while (!read.IsCompleted && !read.IsCanceled && !flushed.IsCompleted);
        }
        catch (Exception exception)
        {
            // The connection broke; the server learns it the way it would have without this filter.
            fault = exception;
        }

        await output.CompleteAsync(fault).ConfigureAwait(false);
    }

    private ReadOnlySequence<byte> Pass(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[FrameHeaderLength];
        while (!buffer.IsEmpty)
        {
            if (_passing == 0)
            {
                if (buffer.Length < FrameHeaderLength)
                {
                    break;
                }

                buffer.Slice(0, FrameHeaderLength).CopyTo(header);
                var length = (header[0] << 16) | (header[1] << 8) | header[2];
                if (header[3] != Headers || length > MaximumFrame)
                {
                    _passing = FrameHeaderLength + length;
                }
                else if (buffer.Length < FrameHeaderLength + length)
                {
                    break;
                }
                else
                {
                    Write(buffer.Slice(0, FrameHeaderLength + length));
                    buffer = buffer.Slice(FrameHeaderLength + length);
                    continue;
                }
            }

            var count = Math.Min(_passing, buffer.Length);
            foreach (var segment in buffer.Slice(0, count))
            {
                output.Write(segment.Span);
            }

            _passing -= count;
            buffer = buffer.Slice(count);
        }

        return buffer;
    }

    private void Write(ReadOnlySequence<byte> sequence)
    {
        Span<byte> frame = new byte[sequence.Length];
        sequence.CopyTo(frame);
        var flags = frame[4];
        var blockStart = FrameHeaderLength + ((flags & Padded) != 0 ? 1 : 0) + ((flags & Priority) != 0 ? 5 : 0);
        var padding = (flags & Padded) != 0 && frame.Length > FrameHeaderLength ? frame[FrameHeaderLength] : 0;
        var blockEnd = frame.Length - padding;
        if (blockStart >= blockEnd
            || !HeaderBlock.TryFindAuthority(frame[blockStart..blockEnd], out var start, out var end, out var characters)
            || characters is 0 or > 126)
        {
            // Nothing to do, or nothing that this understands.
            output.Write(frame);
            return;
        }

        start += blockStart;
        end += blockStart;
        var length = frame.Length - FrameHeaderLength - (end - start) + 1 + characters;
        frame[0] = (byte)(length >> 16);
        frame[1] = (byte)(length >> 8);
        frame[2] = (byte)length;
        output.Write(frame[..start]);
        var name = output.GetSpan(1 + characters);
        name[0] = (byte)characters;
        name.Slice(1, characters).Fill((byte)'x');
        output.Advance(1 + characters);
        output.Write(frame[end..]);
    }
}
