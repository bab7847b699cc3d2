using System.Text;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>Writes protobuf messages by hand, so that the reader is not tested against itself.</summary>
internal sealed class WireMessage
{
    private readonly List<byte> _bytes = [];

    public WireMessage Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
        return this;
    }

    public WireMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public WireMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public WireMessage Message(int field, WireMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => [.. _bytes];

    /// <summary>The whole body of a request: magic, type and object.</summary>
    public byte[] InEnvelope(string apiVersion, string kind) =>
    [
        .. "k8s\0"u8,
        .. new WireMessage().Message(1, new WireMessage().Text(1, apiVersion).Text(2, kind)).Message(2, this).ToArray(),
    ];

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
