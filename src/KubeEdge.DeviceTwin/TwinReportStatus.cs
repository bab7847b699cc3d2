namespace KubeEdge.DeviceTwin;

/// <summary>How a report ended.</summary>
public enum TwinReportStatus
{
    /// <summary>It is on disk.</summary>
    Stored,

    /// <summary>This node does not have the device.</summary>
    UnknownDevice,

    /// <summary>A name or value is not allowed, or a value does not fit the twin's type. Nothing of the report is stored.</summary>
    Invalid,

    /// <summary>The store cannot write now. Nothing of the report is stored.</summary>
    Unavailable,

    /// <summary>No answer in time; it may be stored or not.</summary>
    TimedOut,

    /// <summary>The module does not run.</summary>
    Closed,
}
