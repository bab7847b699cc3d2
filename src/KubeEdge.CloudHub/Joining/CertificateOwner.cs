namespace KubeEdge.CloudHub.Joining;

/// <summary>Whose certificate it is.</summary>
/// <param name="Node">The node; null when it is that of none, or nobody can say.</param>
/// <param name="IsUnknown">Whether nobody can say now, because the API cannot be asked.</param>
internal readonly record struct CertificateOwner(string? Node, bool IsUnknown = false);
