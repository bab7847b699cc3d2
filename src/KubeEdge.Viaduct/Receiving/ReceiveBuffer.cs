using System.Buffers;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>
/// The bytes read and not yet used. Small while the peer is quiet, because a cloud holds one for each of thousands of nodes; large as soon
/// as a read fills it.
/// </summary>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int Small = 1024;
    private const int Large = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Small);
    private int _start;
    private int _end;

    /// <summary>Where the next read goes; never empty.</summary>
    public Memory<byte> Free => _bytes.AsMemory(_end);

    /// <summary>What waits to be used.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Bytes were read into <see cref="Free"/>.</summary>
    public void Fill(int count) => _end += count;

    /// <summary>Bytes were used.</summary>
    public void Use(int count) => _start += count;

    /// <summary>Moves what is left, at most a part of a frame header, to the front, and changes the size when the traffic asks for it.</summary>
    public void Compact()
    {
        var wasFilled = _end == _bytes.Length;
        var isQuiet = _end < Small / 2;
        var left = Unread;
        if (wasFilled && _bytes.Length < Large)
        {
            Replace(Large);
        }
        else if (isQuiet && _bytes.Length >= Large)
        {
            Replace(Small);
        }
        else
        {
            left.CopyTo(_bytes);
        }

        _end = left.Length;
        _start = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Replace(int size)
    {
        var other = ArrayPool<byte>.Shared.Rent(size);
        Unread.CopyTo(other);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = other;
    }
}
