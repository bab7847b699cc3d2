namespace KubeEdge.ApiServer.Protobuf;

/// <summary>One field of a protobuf message.</summary>
internal readonly ref struct WireField(int number, WireType type, ulong value, ReadOnlySpan<byte> bytes)
{
    public int Number => number;

    public WireType Type => type;

    /// <summary>A number; 0 for bytes.</summary>
    public ulong Value => value;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
