namespace KubeEdge.Controllers.Reports;

/// <summary>What one message says about one property.</summary>
/// <param name="Reported">The value that the device has; null when not told.</param>
/// <param name="Desired">The value that the node knows to be wanted; null when not told.</param>
/// <param name="IsDeleted">The property is gone from the twin.</param>
/// <param name="ReportedVersion">The edge's version of the reported half; null when not told.</param>
/// <param name="DesiredVersion">The edge's version of the desired half; null when not told.</param>
internal sealed record ReportedProperty(
    ReportedValue? Reported, ReportedValue? Desired, bool IsDeleted, long? ReportedVersion, long? DesiredVersion);
