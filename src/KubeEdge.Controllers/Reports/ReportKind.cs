namespace KubeEdge.Controllers.Reports;

/// <summary>What a message of a node's twin module is about.</summary>
internal enum ReportKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,

    /// <summary>Values of properties: <c>device/ID/twin/edge_updated</c>.</summary>
    Twin,

    /// <summary>The state of the device as a whole: <c>device/ID/state/update</c>.</summary>
    State,

    /// <summary>A wish for the list of devices. No release of the original answers it; ours tells the list anyway.</summary>
    Detail,
}
