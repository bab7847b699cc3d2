using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The answers to commits that did not happen.</summary>
internal static class CommitFailures
{
    private const int RetryAfterSeconds = 5;

    /// <summary>The outcome of a write; null when it has to be tried again on the newer version of the object.</summary>
    public static WriteOutcome? ToOutcome(CommitResult result, WriteOutcome success)
    {
        if (result.Status is CommitStatus.Conflict)
        {
            return null;
        }

        return ToStatus(result) is { } failed ? failed : success;
    }

    /// <summary>Null when the batch is stored.</summary>
    public static KubeStatus? ToStatus(CommitResult result) => result.Status switch
    {
        CommitStatus.Committed => null,
        CommitStatus.TooLarge => new KubeStatus(413, StatusReasons.TooLarge, "the object is larger than the store accepts"),
        CommitStatus.Conflict => new KubeStatus(409, StatusReasons.Conflict, "the object has been modified; please apply your changes to the latest version and try again"),
        CommitStatus.Closed => KubeStatus.ServiceUnavailable("the server is shutting down", RetryAfterSeconds),
        _ => KubeStatus.ServiceUnavailable("the store cannot be written at present", RetryAfterSeconds),
    };
}
