namespace KubeEdge.Controllers.Reports;

/// <summary>What is to become of one property in a status.</summary>
/// <param name="Reported">The new reported value; null leaves what is there.</param>
/// <param name="Desired">The new observed desired value; null leaves what is there.</param>
/// <param name="IsReset">What is there goes first, since the property was deleted.</param>
internal readonly record struct PendingProperty(ReportedValue? Reported, ReportedValue? Desired, bool IsReset)
{
    /// <summary>This, and then a later one.</summary>
    public PendingProperty Then(in PendingProperty later) => later.IsReset
        ? later
        : new PendingProperty(later.Reported ?? Reported, later.Desired ?? Desired, IsReset);
}
