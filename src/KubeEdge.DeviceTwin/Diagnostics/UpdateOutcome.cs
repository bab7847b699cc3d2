namespace KubeEdge.DeviceTwin.Diagnostics;

/// <summary>What became of an update of twins.</summary>
internal enum UpdateOutcome
{
    /// <summary>Taken; on disk unless the commit failed, which is counted beside it.</summary>
    Stored,

    /// <summary>It cannot be read, or something in it is not allowed.</summary>
    Refused,

    /// <summary>This node has no such device.</summary>
    UnknownDevice,

    /// <summary>The store could not write.</summary>
    Failed,
}
