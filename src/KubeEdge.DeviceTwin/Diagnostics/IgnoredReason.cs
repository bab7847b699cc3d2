namespace KubeEdge.DeviceTwin.Diagnostics;

/// <summary>Why something was left out without an answer.</summary>
internal enum IgnoredReason
{
    /// <summary>A message that asks nothing of this module.</summary>
    Unknown,

    /// <summary>A state of no device, or one that there is not.</summary>
    State,

    Attributes,

    Membership,

    TooManyDevices,

    /// <summary>Entries of an update of the cloud, or of a Device object, that the rules leave out.</summary>
    Entries,

    /// <summary>A Device object desires a value that its model does not allow.</summary>
    DesiredValue,

    /// <summary>Handling it failed; a fault of this module.</summary>
    Fault,
}
