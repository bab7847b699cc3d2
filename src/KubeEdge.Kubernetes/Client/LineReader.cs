using System.Buffers;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Cuts a stream into lines in one pooled buffer. A line is valid until the next call.</summary>
internal sealed class LineReader(Stream stream, int limit) : IDisposable
{
    private const int UsualSize = 16 * 1024;

    // One large event must not cost its size for as long as the watch lasts.
    private const int LargestKept = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _start;
    private int _end;
    private int _searched;

    /// <summary>Reads the next line, without its line feed. Empty lines are skipped.</summary>
    public async ValueTask<LineStatus> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake())
            {
                return LineStatus.Line;
            }

            if (_end - _start > limit)
            {
                return LineStatus.TooLong;
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _end == _start ? LineStatus.End : LineStatus.Cut;
            }

            _end += read;
        }
    }

    /// <summary>The line that the last call found.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Line = default;
    }

    private bool TryTake()
    {
        while (true)
        {
            var feed = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (feed < 0)
            {
                _searched = _end;
                return false;
            }

            var end = _searched + feed;
            Line = _buffer.AsMemory(_start, end - _start);
            _start = _searched = end + 1;
            if (!Line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                return true;
            }
        }
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, length).CopyTo(_buffer);
            _searched -= _start;
            (_start, _end) = (0, length);
        }

        if (_end == _buffer.Length)
        {
            Resize(_buffer.Length * 2, length);
        }
        else if (length == 0 && _buffer.Length > LargestKept)
        {
            Resize(UsualSize, 0);
        }
    }

    private void Resize(int size, int length)
    {
        var other = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, length).CopyTo(other);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = other;
    }
}
