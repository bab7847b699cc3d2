namespace KubeEdge.DeviceTwin;

/// <summary>What became of a report.</summary>
/// <param name="Status">Whether it is stored, and if not, why.</param>
/// <param name="Reason">What is wrong, in words; null when it is stored.</param>
public readonly record struct TwinReportResult(TwinReportStatus Status, string? Reason = null)
{
    /// <summary>Whether it is on disk.</summary>
    public bool IsStored => Status == TwinReportStatus.Stored;
}
