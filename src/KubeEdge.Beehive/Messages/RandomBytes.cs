using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KubeEdge.Beehive.Messages;

/// <summary>Cryptographic random numbers, fetched a block at a time: one by one they would cost more than the rest of a message.</summary>
internal sealed class RandomBytes
{
    private const int BlockLength = 512;

    // One field for each thread, because finding it costs as much as all the rest.
    [ThreadStatic]
    private static RandomBytes? _current;

    private readonly ulong[] _block = new ulong[BlockLength];
    private int _left;

    /// <summary>Sixteen bytes that were never given out before.</summary>
    public static (ulong High, ulong Low) Take() => (_current ??= new()).Next();

    private (ulong High, ulong Low) Next()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_block.AsSpan()));
            _left = BlockLength;
        }

        return (_block[--_left], _block[--_left]);
    }
}
