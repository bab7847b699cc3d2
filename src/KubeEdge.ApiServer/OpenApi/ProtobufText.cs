using System.Text;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>Writes protobuf messages of texts and other messages.</summary>
internal sealed class ProtobufText
{
    private const int LengthDelimited = 2;

    private readonly List<byte> _bytes = [];

    public ProtobufText Text(int field, string value) => value.Length == 0 ? this : Write(field, Encoding.UTF8.GetBytes(value));

    public ProtobufText Message(int field, ProtobufText value) => Write(field, [.. value._bytes]);

    public byte[] ToArray() => [.. _bytes];

    private ProtobufText Write(int field, ReadOnlySpan<byte> value)
    {
        Number(((ulong)field << 3) | LengthDelimited);
        Number((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
