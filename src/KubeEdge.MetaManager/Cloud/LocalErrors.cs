namespace KubeEdge.MetaManager.Cloud;

/// <summary>The original's words for what went wrong on this side; modules and tools look for them.</summary>
internal static class LocalErrors
{
    /// <summary>A request that only the cloud can answer, and there is no link.</summary>
    public const string NotConnected = "failed to process remote: not connected";

    /// <summary>A change that only the cloud can make, and there is no link; since 1.18.</summary>
    public const string ConnectionLost = "connection lost between EdgeCore and CloudCore";

    /// <summary>More requests than <see cref="MetaManagerOptions.MaximumRequests"/>.</summary>
    public const string TooMany = "failed to process remote: too many requests wait";

    /// <summary>A fault on this side.</summary>
    public static string Of(Exception exception) => $"failed to process remote: {exception.Message}";
}
