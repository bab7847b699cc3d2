namespace KubeEdge.ApiServer.Protobuf;

/// <summary>How a field is written.</summary>
internal enum WireType
{
    Varint,
    Fixed,

    /// <summary>Text, bytes, a message or packed numbers.</summary>
    Bytes,
}
