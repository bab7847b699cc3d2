using System.Net;
using KubeEdge.Beehive;
using KubeEdge.CloudHub;
using KubeEdge.Hosting.Cloud.Configuration;
using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Hosting.Cloud;

/// <summary>The few things that the cloud side must be told. Everything else has its default in the options of each package.</summary>
public sealed class CloudCoreOptions
{
    /// <summary>Where the authority and the embedded API's store are kept. Default <see cref="MachineFolders.Data"/>.</summary>
    public string DataDirectory { get; set; } = MachineFolders.Data;

    /// <summary>
    /// Serve a Kubernetes API at this <c>address:port</c> over plain HTTP and work on it; port 0 takes a free one. Its kubeconfig is
    /// written to <see cref="Kubeconfig"/> when it answers. Null, the default, works on the cluster that <see cref="Kubeconfig"/> names.
    /// </summary>
    public string? EmbeddedApi { get; set; }

    /// <summary>
    /// The kubeconfig to work with, or to write for the embedded API. Default: <c>kubeconfig</c> in <see cref="DataDirectory"/>.
    /// </summary>
    public string? Kubeconfig { get; set; }

    /// <summary>
    /// The Kubernetes API without a kubeconfig, for instance <c>http://127.0.0.1:8080</c>. Null, the default: the kubeconfig says.
    /// </summary>
    public Uri? Master { get; set; }

    /// <summary>
    /// Where nodes connect, <c>address:port</c>; port 0 takes a free one. Default <c>0.0.0.0:10000</c>, as in the original.
    /// </summary>
    public string Hub { get; set; } = "0.0.0.0:10000";

    /// <summary>
    /// Where nodes join and renew their certificates, <c>address:port</c>, the address being that of <see cref="Hub"/>; port 0 takes a free
    /// one. Null: they do not. Default <c>0.0.0.0:10002</c>, as in the original.
    /// </summary>
    public string? Https { get; set; } = "0.0.0.0:10002";

    /// <summary>A file that always holds a join token. Default: <c>token</c> in <see cref="DataDirectory"/>.</summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Where the certificates of <see cref="Nodes"/> are written, one folder per node. Default: <c>certificates</c> in <see
    /// cref="DataDirectory"/>.
    /// </summary>
    public string? CertificateDirectory { get; set; }

    /// <summary>Nodes for which a key and a certificate are made at start, unless they are there already. Default: none.</summary>
    public IList<string> Nodes { get; } = [];

    /// <summary>
    /// Give every ConfigMap to every node, whether a pod there names it or not; false, as in the original. For nodes that run no pods.
    /// </summary>
    public bool EveryConfigMap { get; set; }

    /// <summary>
    /// Serve nodes. False leaves the embedded API alone, if there is one. Default true; the original's <c>cloudHub.enable</c>.
    /// </summary>
    public bool ServeNodes { get; set; } = true;

    /// <summary>Tell nodes what they should hold, and answer them. Default true; the original's <c>edgeController.enable</c>.</summary>
    public bool ControlNodes { get; set; } = true;

    /// <summary>
    /// Give nodes their devices, and show in the API what these report. Default true; the original's <c>deviceController.enable</c>. Over
    /// the embedded API reports come into the status of the Device itself; else as <c>DeviceControllerOptions</c> says.
    /// </summary>
    public bool ControlDevices { get; set; } = true;

    /// <summary>
    /// Where <c>/metrics</c>, <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c> are served, in plain HTTP to whoever asks; port 0 takes a
    /// free one. Default <c>127.0.0.1:9091</c>, as in the original. Null: nowhere; the health checks themselves are registered in any case.
    /// A port that is taken is tried again, and stops nothing.
    /// </summary>
    public IPEndPoint? Monitor { get; set; } = new(IPAddress.Loopback, 9091);

    /// <summary>What a file said about CloudHub, applied before anything set in code.</summary>
    internal Action<CloudHubOptions>? CloudHub { get; set; }

    /// <summary>The file that was read last, for the report at start.</summary>
    internal ConfigurationValues? File { get; set; }

    /// <summary>
    /// Takes over a <c>cloudcore.yaml</c> of the original, <c>v1alpha1</c>. Every field is accepted and checked; one that is absent gets
    /// the original's default; those without effect here are named once in the log at start. What is set after this call stands.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is wrong; a line for each problem names file, line, column, field and expectation.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CloudCoreFile.Apply(path, null, this);
    }

    /// <summary>Likewise, with values that stand above the file's.</summary>
    /// <param name="path">The file; null lays the overrides over the original's defaults.</param>
    /// <param name="overrides">The values, the last for a field counts.</param>
    /// <exception cref="InvalidDataException">File or overrides are wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void ReadFile(string? path, IReadOnlyList<ConfigurationOverride> overrides) => CloudCoreFile.Apply(path, overrides, this);
}
