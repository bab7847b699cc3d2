namespace KubeEdge.Server.Http2;

/// <summary>A header block as HPACK writes it (RFC 7541, section 6), read only as far as finding one field takes.</summary>
internal static class HeaderBlock
{
    private const int Authority = 1;

    /// <summary>Where the value of a literal <c>:authority</c> stands, with its length in front.</summary>
    /// <param name="block">The block, or its beginning.</param>
    /// <param name="start">The first byte of the length.</param>
    /// <param name="end">The byte after the value.</param>
    /// <param name="characters">How long the value is as a text.</param>
    public static bool TryFindAuthority(ReadOnlySpan<byte> block, out int start, out int end, out int characters)
    {
        start = end = characters = 0;
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            var (prefix, isLiteral) = first switch
            {
                >= 0x80 => (7, false),
                >= 0x40 => (6, true),
                >= 0x20 => (5, false),
                _ => (4, true),
            };
            if (!TryReadNumber(block, ref at, prefix, out var index)
                || (isLiteral && index == 0 && !TryReadText(block, ref at, out _)))
            {
                return false;
            }

            start = at;
            if (isLiteral && !TryReadText(block, ref at, out characters))
            {
                return false;
            }

            if (isLiteral && index == Authority)
            {
                end = at;
                return true;
            }
        }

        return false;
    }

    private static bool TryReadText(ReadOnlySpan<byte> block, ref int at, out int characters)
    {
        characters = 0;
        if (at >= block.Length)
        {
            return false;
        }

        var isHuffman = block[at] >= 0x80;
        if (!TryReadNumber(block, ref at, 7, out var length) || length > block.Length - at)
        {
            return false;
        }

        characters = isHuffman ? HuffmanText.Count(block.Slice(at, length)) : length;
        at += length;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> block, ref int at, int prefix, out int number)
    {
        var mask = (1 << prefix) - 1;
        number = block[at++] & mask;
        if (number < mask)
        {
            return true;
        }

        // Three further bytes hold more than a frame can.
        for (var shift = 0; shift <= 14 && at < block.Length; shift += 7)
        {
            var next = block[at++];
            number += (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
