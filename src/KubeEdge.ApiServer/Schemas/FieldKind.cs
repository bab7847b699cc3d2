namespace KubeEdge.ApiServer.Schemas;

/// <summary>What kind of value a field of a typed object holds.</summary>
internal enum FieldKind
{
    /// <summary>Not looked at.</summary>
    Any,
    Text,
    Flag,
    Integer,

    /// <summary>Text values by name.</summary>
    TextMap,

    /// <summary>Base64 values by name.</summary>
    BytesMap,
    TextList,
    List,
    Object,
}
