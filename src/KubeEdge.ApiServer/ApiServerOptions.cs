namespace KubeEdge.ApiServer;

/// <summary>Options of an API server. Read when it starts.</summary>
public sealed class ApiServerOptions
{
    /// <summary>IP address to listen on. Default <c>127.0.0.1</c>. There is neither TLS nor authentication yet, so only a loopback address is accepted.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port; 0 (default) takes a free one. At the edge the original uses 10550.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Serve the store of an edge node: objects with the cloud's resource versions, no writes (answered 503 with the original's text
    /// <c>connection lost between EdgeCore and CloudCore</c>). Default false: the store is the server's own.
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>
    /// Whether every namespace gets what the controllers of a cluster put there and pods rely on: the service account <c>default</c> and the
    /// ConfigMap <c>kube-root-ca.crt</c>. Default false; without effect when <see cref="ReadOnly"/>.
    /// </summary>
    public bool FillNamespaces { get; set; }

    /// <summary>
    /// Whether the definitions of KubeEdge's resources are installed at start, as its installer does on a cluster; those that are there stay.
    /// Its resources are served in any case. Default false; without effect when <see cref="ReadOnly"/>.
    /// </summary>
    public bool InstallDefinitions { get; set; }

    /// <summary>File that is written, whole or not at all, once requests are answered: a kubeconfig for this server. Default null: none.</summary>
    public string? KubeconfigPath { get; set; }

    /// <summary>Largest request body in bytes; more is answered 413. Default 3 MiB, as in Kubernetes.</summary>
    public int MaxBodyBytes { get; set; } = 3 * 1024 * 1024;

    /// <summary>Connections at a time, each watch being one. Default 1,024; a further one is closed.</summary>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>How often a watch that asked for bookmarks gets one. Default 60 s, which is also the longest allowed.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A watch is ended after this, whatever it asked for; clients resume. Default 60 min.</summary>
    public TimeSpan MaxWatchDuration { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>A watch whose client takes nothing for so long is cut off. Default 30 s.</summary>
    public TimeSpan WatchWriteTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
