using System.CommandLine;
using System.Net;
using KubeEdge.Hosting.Cloud;
using KubeEdge.Kubernetes.Configuration;

namespace CloudCore;

/// <summary>The command line. What is given there stands above what the environment says, and that above a file.</summary>
internal sealed class Arguments
{
    public const string Summary =
        """
        The cloud side of KubeEdge: delivers what kubectl applies to every connected node.

        What is set more than once: the file of --config gives way to environment variables, these to --set, and that to the other options.
        A field modules.cloudHub.nodeLimit is the variable KUBEEDGE__MODULES__CLOUDHUB__NODELIMIT or --set modules.cloudHub.nodeLimit=1000.
        """;

    public Option<string?> Config { get; } = new("--config") { Description = "A cloudcore.yaml of the original, v1alpha1." };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "FIELD=VALUE stands above the file; may be repeated. Without --config it stands above the original's "
            + "defaults.",
    };

    public Option<bool> MinConfig { get; } = new("--minconfig") { Description = "Print a file with what a first cloud needs, and end." };

    public Option<bool> DefaultConfig { get; } = new("--defaultconfig")
    {
        Description = "Print a file with every field at the original's default, and end.",
    };

    public Option<bool> Check { get; } = new("--check")
    {
        Description = "Look at ports, folders, certificates and the API, say what is wrong and what to do, and end: 0 when "
            + "nothing is.",
    };

    public Option<string> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Where the authority and the embedded API's store are kept.",
        DefaultValueFactory = _ => "cloud",
    };

    public Option<string?> Api { get; } = new("--embedded-api")
    {
        Description = "Serve a Kubernetes API at this address:port and work on it; without it, on the cluster of --kubeconfig.",
    };

    public Option<string?> Kubeconfig { get; } = new("--kubeconfig")
    {
        Description = "The cluster to work on, or where to write the embedded API's kubeconfig. Default: kubeconfig in the "
            + "data folder.",
    };

    public Option<string?> Hub { get; } = new("--hub")
    {
        Description = "Where nodes connect, address:port. Default: the file's, else 0.0.0.0:10000.",
    };

    public Option<string?> Https { get; } = new("--https")
    {
        Description = "Where nodes join with the token in DATA-DIR/token, address:port. Default: the file's, else 0.0.0.0:10002.",
    };

    public Option<string?> Monitor { get; } = new("--monitor")
    {
        Description = "Where /metrics, /healthz, /livez and /readyz are served, address:port, or none. Default: the file's, else "
            + "127.0.0.1:9091.",
    };

    public Option<string?> Certificates { get; } = new("--certificates")
    {
        Description = "The folder shared with the nodes. Default: certificates in the data folder.",
    };

    public Option<string[]> Nodes { get; } = new("--node") { Description = "A node to make a certificate for; may be repeated." };

    public Option<bool> EveryConfigMap { get; } = new("--every-configmap")
    {
        Description = "Give every ConfigMap to every node, not only to those whose pods name it.",
    };

    public RootCommand Command() => new(Summary)
    {
        Config, Set, MinConfig, DefaultConfig, Check, DataDirectory, Api, Kubeconfig, Hub, Https, Monitor, Certificates, Nodes,
        EveryConfigMap,
    };

    /// <summary>Prints a file when that was asked for.</summary>
    public bool Printed(ParseResult parsed)
    {
        if (parsed.GetValue(DefaultConfig))
        {
            CloudCoreConfiguration.WriteDefault(Console.Out);
        }
        else if (parsed.GetValue(MinConfig))
        {
            CloudCoreConfiguration.WriteMinimal(Console.Out);
        }

        return parsed.GetValue(DefaultConfig) || parsed.GetValue(MinConfig);
    }

    public void Apply(ParseResult parsed, CloudCoreOptions cloud)
    {
        string? file = parsed.GetValue(Config);
        List<ConfigurationOverride> overrides =
        [
            .. ConfigurationOverride.FromEnvironment(),
            .. (parsed.GetValue(Set) ?? []).Select(static text => ConfigurationOverride.Parse(text, "--set")),
        ];
        if (file is not null || overrides.Count > 0)
        {
            cloud.ReadFile(file, overrides);
        }

        cloud.DataDirectory = parsed.GetRequiredValue(DataDirectory);
        cloud.EmbeddedApi = parsed.GetValue(Api);
        if (parsed.GetValue(Kubeconfig) is { } cluster)
        {
            (cloud.Kubeconfig, cloud.Master) = (cluster, null);
        }
        else if (cloud.EmbeddedApi is not null)
        {
            // The file's is that of a cluster; it is not there to be written over.
            cloud.Kubeconfig = null;
        }

        cloud.Hub = parsed.GetValue(Hub) ?? cloud.Hub;
        cloud.Https = parsed.GetValue(Https) ?? cloud.Https;
        cloud.Monitor = parsed.GetValue(Monitor) switch
        {
            null => cloud.Monitor,
            "none" => null,
            var address => IPEndPoint.Parse(address),
        };
        cloud.CertificateDirectory = parsed.GetValue(Certificates);
        cloud.EveryConfigMap = parsed.GetValue(EveryConfigMap);
        foreach (string node in parsed.GetValue(Nodes) ?? [])
        {
            cloud.Nodes.Add(node);
        }
    }
}
