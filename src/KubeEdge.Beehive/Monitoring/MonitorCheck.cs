namespace KubeEdge.Beehive.Monitoring;

/// <summary>The outcome of a health check, as a monitor shows it.</summary>
/// <param name="Name">The check.</param>
/// <param name="HasFailed">Whether it makes the page an error.</param>
/// <param name="Problem">What is wrong and what to do about it; null when nothing is. May be set without a failure: degraded.</param>
public readonly record struct MonitorCheck(string Name, bool HasFailed, string? Problem = null);
