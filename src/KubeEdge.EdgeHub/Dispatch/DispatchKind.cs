namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>What kind of receiver a message has.</summary>
internal enum DispatchKind
{
    /// <summary>Nobody handles it.</summary>
    None,

    /// <summary>The call that waits for it.</summary>
    Reply,

    /// <summary>All members of a group.</summary>
    Group,

    /// <summary>One module.</summary>
    Module,
}
