namespace KubeEdge.ApiServer.Schemas;

/// <summary>What kind of value a field of a typed object holds.</summary>
internal enum FieldKind
{
    /// <summary>Not looked at.</summary>
    Any,
    Text,
    Flag,
    Integer,
    Number,

    /// <summary>Base64 text.</summary>
    Bytes,
    List,

    /// <summary>Values by name.</summary>
    Map,
    Object,

    /// <summary>A time to the second, as text.</summary>
    Time,

    /// <summary>A time to the microsecond, as text.</summary>
    MicroTime,
    Duration,

    /// <summary>An amount with a unit, such as <c>500m</c>.</summary>
    Quantity,

    /// <summary>A port or percentage.</summary>
    IntOrString,

    /// <summary>JSON of no known type, in bytes on the binary wire.</summary>
    Raw,
}
