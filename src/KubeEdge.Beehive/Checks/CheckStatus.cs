namespace KubeEdge.Beehive.Checks;

/// <summary>How a self-check ended.</summary>
public enum CheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>It works, but not for long or not as meant.</summary>
    Warning,

    /// <summary>The host cannot do its work.</summary>
    Failed,

    /// <summary>There is nothing to look at yet.</summary>
    Skipped,
}
