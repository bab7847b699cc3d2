namespace KubeEdge.Kubernetes.Client;

/// <summary>
/// What <see cref="Kubeconfig.Write(string, KubeconfigContent)"/> writes. Certificates and keys are put into the file itself.
/// </summary>
public sealed record KubeconfigContent
{
    /// <summary>Address of the API server. Required.</summary>
    public required Uri Server { get; init; }

    /// <summary>Name of cluster, user and context. Default: <c>kubeedge</c>.</summary>
    public string Name { get; init; } = "kubeedge";

    /// <summary>Namespace that kubectl uses when none is given; null for <c>default</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>PEM of the authorities to trust; null for the system's.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>PEM of the client certificate; null for none.</summary>
    public string? ClientCertificatePem { get; init; }

    /// <summary>PEM of the client certificate's private key; null for none.</summary>
    public string? ClientKeyPem { get; init; }

    /// <summary>Bearer token; null for none.</summary>
    public string? Token { get; init; }
}
