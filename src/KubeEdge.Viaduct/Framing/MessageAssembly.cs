using System.Buffers;

namespace KubeEdge.Viaduct.Framing;

/// <summary>
/// Where the payload of one message is put together. A message in one frame, or in one frame and an empty last one as the original's
/// cloud sends large ones, is written once into the array that is handed on; more fragments grow in a pooled array.
/// </summary>
internal sealed class MessageAssembly
{
    private byte[] _target = [];
    private bool _isPooled;
    private int _used;

    /// <summary>How many bytes of the message are there.</summary>
    public int Used => _used;

    /// <summary>Makes room for a frame of that length.</summary>
    public void Expect(int frameLength, bool isFinal)
    {
        var total = _used + frameLength;
        if (_used == 0 || (isFinal && _target.Length != total))
        {
            Move(GC.AllocateUninitializedArray<byte>(total), isPooled: false);
        }
        else if (_target.Length < total)
        {
            Move(ArrayPool<byte>.Shared.Rent(Math.Max(total, 2 * _used)), isPooled: true);
        }
    }

    /// <summary>Appends bytes, unmasked.</summary>
    public void Append(ReadOnlySpan<byte> bytes, uint key)
    {
        Mask.Copy(bytes, _target.AsSpan(_used), key);
        _used += bytes.Length;
    }

    /// <summary>Hands over the message, exactly as long as it is, and starts anew.</summary>
    public byte[] Take()
    {
        var message = _target;
        if (_isPooled)
        {
            message = _target.AsSpan(0, _used).ToArray();
            ArrayPool<byte>.Shared.Return(_target);
        }

        _target = [];
        _isPooled = false;
        _used = 0;
        return message;
    }

    private void Move(byte[] target, bool isPooled)
    {
        _target.AsSpan(0, _used).CopyTo(target);
        if (_isPooled)
        {
            ArrayPool<byte>.Shared.Return(_target);
        }

        _target = target;
        _isPooled = isPooled;
    }
}
