namespace KubeEdge.Beehive.Checks;

/// <summary>What a self-check found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Finding">What was looked at; of a failure the cause.</param>
/// <param name="Remedy">What to do about it; null when nothing needs doing.</param>
public readonly record struct CheckResult(CheckStatus Status, string Finding, string? Remedy = null)
{
    /// <summary>All is well.</summary>
    public static CheckResult Pass(string finding) => new(CheckStatus.Passed, finding);

    /// <summary>There is nothing to look at yet.</summary>
    public static CheckResult Skip(string reason) => new(CheckStatus.Skipped, reason);

    /// <summary>It works, but not for long or not as meant.</summary>
    public static CheckResult Warn(string cause, string remedy) => new(CheckStatus.Warning, cause, remedy);

    /// <summary>The host cannot do its work.</summary>
    public static CheckResult Fail(string cause, string remedy) => new(CheckStatus.Failed, cause, remedy);
}
