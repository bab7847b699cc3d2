using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Where the API server is and who we are. <see cref="Kubeconfig.Load"/> makes one from a kubeconfig file.</summary>
public sealed class KubeClientOptions
{
    /// <summary>Base address, <c>http</c> or <c>https</c>; a path is kept as a prefix. Required.</summary>
    public required Uri Server { get; set; }

    /// <summary>Certificate with private key to present; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>Authorities to trust instead of the system's; null or empty for the system's.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; set; }

    /// <summary>Name to expect in the server's certificate instead of the address' host; null for the host.</summary>
    public string? ServerName { get; set; }

    /// <summary>Accept any server certificate. Default: false. Only for experiments.</summary>
    public bool SkipServerCertificateCheck { get; set; }

    /// <summary>Bearer token; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// File with the bearer token, read again for each request since clusters rotate it. Wins over <see cref="Token"/>; null for none.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Namespace of the kubeconfig's context, for programs that act on one; null when it names none. The client itself never uses it.
    /// </summary>
    public string? Namespace { get; set; }

    /// <summary>Time allowed for one call, from sending to the last byte; for a watch, until its first byte. Default: 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The <c>User-Agent</c>, from which servers derive the name of the field manager. Default: <c>kubeedge-dotnet</c>.</summary>
    public string UserAgent { get; set; } = "kubeedge-dotnet";

    /// <summary>Bounds on what is read.</summary>
    public KubeClientLimits Limits { get; } = new();
}
