namespace KubeEdge.Hosting;

/// <summary>The few things that an edge node must be told. Everything else has its default in the options of each package.</summary>
public sealed class EdgeCoreOptions
{
    /// <summary>The node's name in Kubernetes. Default: this machine's name in lower case, as the original's <c>hostnameOverride</c>.</summary>
    public string NodeName { get; set; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>Where the node keeps its store, <c>edge.db</c>. Default <c>/var/lib/kubeedge</c>.</summary>
    public string DataDirectory { get; set; } = "/var/lib/kubeedge";

    /// <summary>CloudHub's address, for instance <c>wss://cloud.example.com:10000</c>. Must be set.</summary>
    public Uri? Cloud { get; set; }

    /// <summary>
    /// The folder with <c>rootCA.crt</c>, <c>server.crt</c> and <c>server.key</c>, the original's names. Files that are not there yet are
    /// waited for. Default <c>/etc/kubeedge/certs</c>.
    /// </summary>
    public string CertificateDirectory { get; set; } = "/etc/kubeedge/certs";
}
