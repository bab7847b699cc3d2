using KubeEdge.Viaduct.Framing;

namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>One frame as it was on the wire, unmasked.</summary>
internal sealed record RawFrame(Opcode Opcode, bool IsFinal, bool IsMasked, byte[] Payload)
{
    /// <summary>The close code of a close frame.</summary>
    public int CloseCode => (Payload[0] << 8) | Payload[1];

    /// <summary>The reason of a close frame.</summary>
    public string CloseReason => System.Text.Encoding.UTF8.GetString(Payload.AsSpan(2));

    /// <summary>Writes a frame byte by byte after the RFC, without help from the code under test.</summary>
    public static byte[] Bytes(Opcode opcode, ReadOnlySpan<byte> payload, bool isMasked, bool isFinal = true, byte reserved = 0)
    {
        List<byte> frame = [(byte)((isFinal ? 0x80 : 0) | reserved | (byte)opcode)];
        var mask = (byte)(isMasked ? 0x80 : 0);
        if (payload.Length < 126)
        {
            frame.Add((byte)(mask | payload.Length));
        }
        else if (payload.Length < 65536)
        {
            frame.AddRange([(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length]);
        }
        else
        {
            frame.Add((byte)(mask | 127));
            for (var shift = 56; shift >= 0; shift -= 8)
            {
                frame.Add((byte)((ulong)payload.Length >> shift));
            }
        }

        byte[] key = isMasked ? [0x37, 0xFA, 0x21, 0x3D] : [0, 0, 0, 0];
        if (isMasked)
        {
            frame.AddRange(key);
        }

        for (var i = 0; i < payload.Length; i++)
        {
            frame.Add((byte)(payload[i] ^ key[i % 4]));
        }

        return [.. frame];
    }

    /// <summary>Reads one frame; null at the end of the stream.</summary>
    public static async Task<RawFrame?> ReadAsync(Stream stream)
    {
        var two = new byte[2];
        if (await stream.ReadAtLeastAsync(two, 2, throwOnEndOfStream: false) < 2)
        {
            return null;
        }

        var length = (long)(two[1] & 0x7F);
        if (length >= 126)
        {
            var more = new byte[length == 126 ? 2 : 8];
            await stream.ReadExactlyAsync(more);
            length = more.Aggregate(0L, (sum, b) => (sum << 8) | b);
        }

        var key = new byte[4];
        var isMasked = (two[1] & 0x80) != 0;
        if (isMasked)
        {
            await stream.ReadExactlyAsync(key);
        }

        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload);
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= key[i % 4];
        }

        return new((Opcode)(two[0] & 0x0F), (two[0] & 0x80) != 0, isMasked, payload);
    }
}
