using System.Security.Cryptography;

namespace KubeEdge.Beehive.Messages;

/// <summary>Cryptographic random bytes, fetched a block at a time: one by one they would cost more than the rest of a message.</summary>
internal static class RandomBytes
{
    private const int BlockLength = 1024;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _used;

    /// <summary>Fills the span, of at most 1024 bytes, with bytes that were never given out before.</summary>
    public static void Take(Span<byte> bytes)
    {
        var block = _block;
        if (block is null || BlockLength - _used < bytes.Length)
        {
            block = _block ??= new byte[BlockLength];
            RandomNumberGenerator.Fill(block);
            _used = 0;
        }

        block.AsSpan(_used, bytes.Length).CopyTo(bytes);
        _used += bytes.Length;
    }
}
