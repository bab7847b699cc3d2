namespace KubeEdge.DeviceTwin.Twins;

/// <summary>Which parts of a twin an entry of a message carries.</summary>
[Flags]
internal enum TwinParts : byte
{
    None = 0,

    Expected = 1,

    Actual = 2,

    Optional = 4,

    /// <summary>The member <c>metadata</c>, which holds the type.</summary>
    Type = 8,

    /// <summary>An entry without anything in it; the original makes one when it touched a twin and changed nothing that shows.</summary>
    Touched = 16,

    All = Expected | Actual | Optional | Type,
}
