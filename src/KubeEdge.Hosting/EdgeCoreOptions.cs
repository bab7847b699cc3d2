using System.Net;
using KubeEdge.Beehive;
using KubeEdge.EdgeHub;
using KubeEdge.EventBus;
using KubeEdge.Hosting.Configuration;
using KubeEdge.Kubernetes.Configuration;
using KubeEdge.NodeAgent;

namespace KubeEdge.Hosting;

/// <summary>The few things that an edge node must be told. Everything else has its default in the options of each package.</summary>
public sealed class EdgeCoreOptions
{
    /// <summary>
    /// The node's name in Kubernetes. Default: this machine's name in lower case, as the original's <c>hostnameOverride</c>.
    /// </summary>
    public string NodeName { get; set; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>Where the node keeps its store, <c>edge.db</c>. Default <see cref="MachineFolders.Data"/>.</summary>
    public string DataDirectory { get; set; } = MachineFolders.Data;

    /// <summary>CloudHub's address, for instance <c>wss://cloud.example.com:10000</c>. Must be set.</summary>
    public Uri? Cloud { get; set; }

    /// <summary>
    /// The folder with <c>rootCA.crt</c>, <c>server.crt</c> and <c>server.key</c>, the original's names. Files that are not there yet are
    /// waited for. Default <c>certs</c> in <see cref="MachineFolders.Configuration"/>.
    /// </summary>
    public string CertificateDirectory { get; set; } = Path.Combine(MachineFolders.Configuration, "certs");

    /// <summary>The certificate authority: PEM. Null, the default, is <c>rootCA.crt</c> in <see cref="CertificateDirectory"/>.</summary>
    public string? CaFile { get; set; }

    /// <summary>The node's certificate: PEM. Null, the default, is <c>server.crt</c> in <see cref="CertificateDirectory"/>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The node's private key: PEM. Null, the default, is <c>server.key</c> in <see cref="CertificateDirectory"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The certificate service, for instance <c>https://cloud.example.com:10002</c>: with it and a token the node gets its certificate
    /// itself, and renews it. Default null: the files come from elsewhere.
    /// </summary>
    public Uri? HttpServer { get; set; }

    /// <summary>The join token, or null to read <see cref="TokenFile"/>. Needed once. Default null.</summary>
    public string? Token { get; set; }

    /// <summary>A file with the join token. Default null.</summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Connect to the cloud and keep what it sends. False leaves the store alone, as it is, for readers on this machine. Default true; the
    /// original's <c>edgeHub.enable</c>.
    /// </summary>
    public bool ConnectToCloud { get; set; } = true;

    /// <summary>Register this node in Kubernetes and report its status. Default true; the original's <c>edged.enable</c>.</summary>
    public bool RegisterNode { get; set; } = true;

    /// <summary>
    /// Keep the twins of the node's devices. Default true; the original's <c>deviceTwin.enable</c>. Limits and devices of this node alone:
    /// <c>AddDeviceTwin(options => …)</c> on what <c>AddEdgeCore</c> returns.
    /// </summary>
    public bool ServeDevices { get; set; } = true;

    /// <summary>
    /// Serve MQTT: a broker inside this process at <c>127.0.0.1:1884</c>, or what <c>AddEventBus(options => …)</c> on what
    /// <c>AddEdgeCore</c> returns, or a file, says. Default true; the original's <c>eventBus.enable</c>.
    /// </summary>
    public bool ServeMqtt { get; set; } = true;

    /// <summary>
    /// The socket on which mappers, the drivers of devices, find this node. Null, the default: none. To serve it takes a web server and
    /// therefore KubeEdge.Dmi, which a program adds itself: <c>AddDmi(options => …)</c> on what <c>AddEdgeCore</c> returns. A file says it
    /// with <c>deviceTwin.dmiSockPath</c>, or means <c>/etc/kubeedge/dmi.sock</c>.
    /// </summary>
    public string? MapperSocket { get; set; }

    /// <summary>
    /// Where <c>/metrics</c>, <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c> are served, in plain HTTP to whoever asks; port 0 takes a
    /// free one. Null, the default: nowhere. The health checks themselves are registered in any case.
    /// </summary>
    public IPEndPoint? Monitor { get; set; }

    /// <summary>What a file said about the link, applied before anything set in code.</summary>
    internal Action<EdgeHubOptions>? Hub { get; set; }

    /// <summary>What a file said about the node.</summary>
    internal Action<NodeAgentOptions>? Node { get; set; }

    /// <summary>What a file said about brokers.</summary>
    internal Action<EventBusOptions>? Bus { get; set; }

    /// <summary>The file that was read last, for the report at start.</summary>
    internal ConfigurationValues? File { get; set; }

    /// <summary>
    /// Takes over an <c>edgecore.yaml</c> of the original, <c>v1alpha1</c> or <c>v1alpha2</c>. Every field is accepted and checked; one
    /// that is absent gets the original's default; those without effect here are named once in the log at start. What is set after this
    /// call stands.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is wrong; a line for each problem names file, line, column, field and expectation.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        EdgeCoreFile.Apply(path, null, this);
    }

    /// <summary>Likewise, with values that stand above the file's.</summary>
    /// <param name="path">The file; null lays the overrides over the original's defaults.</param>
    /// <param name="overrides">The values, the last for a field counts.</param>
    /// <exception cref="InvalidDataException">File or overrides are wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void ReadFile(string? path, IReadOnlyList<ConfigurationOverride> overrides) => EdgeCoreFile.Apply(path, overrides, this);
}
