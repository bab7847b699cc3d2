using System.Buffers;

namespace KubeEdge.Viaduct.Sending;

/// <summary>
/// Where a thread encodes a message before any of it is queued: an encoding that fails leaves nothing behind, and the frame header needs
/// the length.
/// </summary>
internal sealed class EncodeBuffer : IBufferWriter<byte>
{
    private const int Smallest = 4 * 1024;
    private const int LargestKept = 1024 * 1024;

    [ThreadStatic]
    private static EncodeBuffer? _current;

    private byte[] _bytes = new byte[Smallest];
    private int _length;

    /// <summary>What has been encoded.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>This thread's buffer, empty. Valid until the next call on the thread.</summary>
    public static EncodeBuffer Start()
    {
        var buffer = _current ??= new EncodeBuffer();
        if (buffer._bytes.Length > LargestKept)
        {
            buffer._bytes = new byte[Smallest];
        }

        buffer._length = 0;
        return buffer;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Ensure(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, 2 * _bytes.Length));
        }
    }
}
