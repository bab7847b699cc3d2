using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>How the writing of a status ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">What the API said, when it did not take it.</param>
internal readonly record struct WriteResult(WriteStatus Status, KubeStatus? Error = null);
