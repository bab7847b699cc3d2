namespace KubeEdge.Server.Http2;

/// <summary>How long a text is that HPACK's Huffman code made bytes of (RFC 7541, appendix B).</summary>
internal static class HuffmanText
{
    private const int LongestCode = 30;

    // The code is canonical: how many symbols there are of each length in bits says everything but which symbol it is.
    private static ReadOnlySpan<byte> Symbols =>
        [0, 0, 0, 0, 0, 10, 26, 32, 6, 0, 5, 3, 2, 6, 2, 3, 0, 0, 0, 3, 8, 13, 26, 29, 12, 4, 15, 19, 29, 0, 4];

    /// <summary>The number of symbols; the bits of one that is not complete are padding.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        int count = 0, code = 0, length = 0, first = 0;
        for (var at = 0; at < bytes.Length * 8; at++)
        {
            code = (code << 1) | ((bytes[at / 8] >> (7 - (at % 8))) & 1);
            length++;
            if (code - first < Symbols[length])
            {
                count++;
                code = length = first = 0;
            }
            else if (length == LongestCode)
            {
                // No symbol at all: the server will say so.
                return count;
            }
            else
            {
                first = (first + Symbols[length]) << 1;
            }
        }

        return count;
    }
}
