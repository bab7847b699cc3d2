using System.Buffers.Binary;
using System.Text;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>The packets of MQTT 3.1.1 that the load is made of.</summary>
internal static class RawPackets
{
    public const byte Publish = 0x30;
    public const byte Puback = 0x40;
    public const byte Pubrec = 0x50;
    public const byte Pubrel = 0x62;
    public const byte Pubcomp = 0x70;

    // Version 4, a clean session; no keep-alive, so that idle means idle.
    private static readonly byte[] _protocol = [0, 4, .. "MQTT"u8, 4, 2, 0, 0];

    public static byte[] Connect(string clientId) => Packet(0x10, [.. _protocol, .. Text(clientId)]);

    public static byte[] Subscribe(string filter, int qos) => Packet(0x82, [0, 1, .. Text(filter), (byte)qos]);

    /// <summary>A message; with a quality the identifier of packet 0 stands at <see cref="IdentifierAt"/>.</summary>
    public static byte[] Message(string topic, int qos, byte[] payload) =>
        Packet((byte)(Publish | (qos << 1)), [.. Text(topic), .. qos > 0 ? new byte[2] : [], .. payload]);

    /// <summary>Where the identifier stands in such a message.</summary>
    public static int IdentifierAt(byte[] message)
    {
        TryReadLength(message, out int header, out _);
        return header + 2 + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(header));
    }

    /// <summary>Reads where the body begins and how long it is; false when that is not all there.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> packet, out int header, out int length)
    {
        length = 0;
        for (header = 1; header < packet.Length;)
        {
            byte digit = packet[header];
            length |= (digit & 0x7F) << (7 * (header - 1));
            header++;
            if (digit < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Packet(byte first, byte[] body)
    {
        List<byte> packet = [first];
        int length = body.Length;
        for (; length >= 0x80; length >>= 7)
        {
            packet.Add((byte)(length | 0x80));
        }

        return [.. packet, (byte)length, .. body];
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
