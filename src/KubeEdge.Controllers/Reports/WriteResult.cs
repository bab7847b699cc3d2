using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>How the writing of a status ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">What the API said, when it did not take it.</param>
internal readonly record struct WriteResult(WriteStatus Status, KubeStatus? Error = null)
{
    private const int BadRequest = 400;
    private const int TooLarge = 413;
    private const int Invalid = 422;

    /// <summary>It was not taken, now or ever.</summary>
    public static WriteResult NotTaken(KubeStatus? error) =>
        new(error is { Code: BadRequest or TooLarge or Invalid } ? WriteStatus.Refused : WriteStatus.Failed, error);
}
