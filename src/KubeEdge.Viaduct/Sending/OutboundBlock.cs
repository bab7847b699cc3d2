using System.Buffers;
using KubeEdge.Beehive.Dispatch;

namespace KubeEdge.Viaduct.Sending;

/// <summary>Frames that leave in one write, and who waits for them.</summary>
internal sealed class OutboundBlock
{
    /// <summary>From here on a block takes no further frame, so that one write neither starves the other lane nor grows without end.</summary>
    public const int FullAt = 64 * 1024;

    private const int Smallest = 4 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private OutboundWaiter? _first;
    private OutboundWaiter? _last;

    /// <summary>The block that leaves after this one.</summary>
    public OutboundBlock? Next { get; set; }

    /// <summary>How many messages are in it.</summary>
    public int Messages { get; private set; }

    /// <summary>How many bytes are in it.</summary>
    public int Length => _length;

    /// <summary>What to write.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Whether a frame of that length still belongs into this block.</summary>
    public bool HasRoom(int frameLength) => _length == 0 || _length + frameLength <= FullAt;

    /// <summary>Room for a frame at the end; the caller fills all of it.</summary>
    public Span<byte> Append(int frameLength)
    {
        var needed = _length + frameLength;
        if (needed > _buffer.Length)
        {
            // Starts small: a cloud that tells thousands of nodes at once holds one block for each.
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Clamp(2 * _buffer.Length, Smallest, FullAt)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Release();
            _buffer = larger;
        }

        var span = _buffer.AsSpan(_length, frameLength);
        _length = needed;
        return span;
    }

    /// <summary>Counts a message and notes who waits for it, if anybody.</summary>
    public void Add(OutboundWaiter? waiter)
    {
        Messages++;
        if (waiter is null)
        {
            return;
        }

        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
    }

    /// <summary>Tells everybody who waits, and gives the buffer back.</summary>
    public void Finish(SendStatus status)
    {
        var waiter = _first;
        _first = null;
        _last = null;
        while (waiter is not null)
        {
            // Read first: a completed waiter may be in use again.
            var next = waiter.Next;
            waiter.Next = null;
            waiter.Complete(status);
            waiter = next;
        }

        Release();
        _buffer = [];
        _length = 0;
        Messages = 0;
        Next = null;
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
