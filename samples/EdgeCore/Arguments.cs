using System.CommandLine;
using System.Net;
using KubeEdge.Beehive;
using KubeEdge.EventBus;
using KubeEdge.Hosting;
using KubeEdge.Kubernetes.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeCore;

/// <summary>The command line. What is given there stands above what the environment says, and that above a file.</summary>
internal sealed class Arguments
{
    public const string Summary =
        """
        An edge node of KubeEdge: keeps what the cloud sends, and answers kubectl while the cloud is gone.

        What is set more than once: the file of --config gives way to environment variables, these to --set, and that to the other options.
        A field modules.edgeHub.heartbeat is the variable KUBEEDGE__MODULES__EDGEHUB__HEARTBEAT or --set modules.edgeHub.heartbeat=10.
        """;

    private const string Off = "off";

    public Option<string?> Config { get; } = new("--config") { Description = "An edgecore.yaml of the original, v1alpha1 or v1alpha2." };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "FIELD=VALUE stands above the file; may be repeated. Without --config it stands above the original's "
            + "defaults.",
    };

    public Option<bool> MinConfig { get; } = new("--minconfig") { Description = "Print a file with what a first node needs, and end." };

    public Option<bool> DefaultConfig { get; } = new("--defaultconfig")
    {
        Description = "Print a file with every field at the original's default, and end.",
    };

    public Option<bool> Check { get; } = new("--check")
    {
        Description = "Look at ports, folders, certificates, clock and cloud, say what is wrong and what to do, and end: 0 "
            + "when nothing is.",
    };

    public Option<string?> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Where the node's store is kept. Default: the folder of the file's database, else edge.",
    };

    public Option<string?> NodeName { get; } = new("--node-name")
    {
        Description = "The node's name in Kubernetes. Default: the file's, else this machine's.",
    };

    public Option<string?> Cloud { get; } = new("--cloud")
    {
        Description = "CloudHub's address. Default: the file's, else wss://127.0.0.1:10000.",
    };

    public Option<string?> Join { get; } = new("--join")
    {
        Description = "CloudCore's certificate service, https://…:10002. Default: the file's, else none.",
    };

    public Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "The file with the join token, as CloudCore keeps it in its data folder.",
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = "The join token itself; other users see it in the list of processes, --token-file does not show it.",
    };

    public Option<string?> Certificates { get; } = new("--certificates")
    {
        Description = "The folder with the nodes' certificates. Default: the file's paths, else certs, or with --join certs in the data "
            + "folder.",
    };

    public Option<string> Api { get; } = new("--api")
    {
        Description = "Where kubectl reads this node's objects, address:port; off saves the memory of a web server.",
        DefaultValueFactory = _ => "127.0.0.1:10550",
    };

    public Option<string?> Mqtt { get; } = new("--mqtt")
    {
        Description = "Where devices speak MQTT to this node, address:port; off serves none. Default: the file's, else 127.0.0.1:1884.",
    };

    public Option<string?> Dmi { get; } = new("--dmi")
    {
        Description = "The unix socket on which mappers find this node, a path; off serves none. Default: the file's, else off.",
    };

    public Option<string?> Monitor { get; } = new("--monitor")
    {
        Description = "Serve /metrics, /healthz, /livez and /readyz at this address:port.",
    };

    public Option<string?> Import { get; } = new("--import")
    {
        Description = "Take over the objects of this edgecore.db of a stopped EdgeCore of the original first.",
    };

    public RootCommand Command() => new(Summary)
    {
        Config, Set, MinConfig, DefaultConfig, Check, DataDirectory, NodeName, Cloud, Join, TokenFile, Token, Certificates, Api, Mqtt,
        Dmi, Monitor, Import,
    };

    /// <summary>Prints a file when that was asked for.</summary>
    public bool Printed(ParseResult parsed)
    {
        if (parsed.GetValue(DefaultConfig))
        {
            EdgeCoreConfiguration.WriteDefault(Console.Out);
        }
        else if (parsed.GetValue(MinConfig))
        {
            EdgeCoreConfiguration.WriteMinimal(Console.Out);
        }

        return parsed.GetValue(DefaultConfig) || parsed.GetValue(MinConfig);
    }

    public void Apply(ParseResult parsed, EdgeCoreOptions edge)
    {
        bool hasFile = ReadFile(parsed, edge);
        edge.DataDirectory = parsed.GetValue(DataDirectory) ?? edge.DataDirectory;
        edge.NodeName = parsed.GetValue(NodeName) ?? edge.NodeName;
        edge.Cloud = parsed.GetValue(Cloud) is { } hub ? new Uri(hub) : edge.Cloud;
        edge.HttpServer = parsed.GetValue(Join) is { } service ? new Uri(service) : edge.HttpServer;
        edge.Monitor = parsed.GetValue(Monitor) is { } monitor ? IPEndPoint.Parse(monitor) : edge.Monitor;
        edge.MapperSocket = parsed.GetValue(Dmi) is { } socket ? (socket == Off ? null : socket) : edge.MapperSocket;
        edge.ServeMqtt = edge.ServeMqtt && parsed.GetValue(Mqtt) != Off;
        edge.TokenFile = parsed.GetValue(TokenFile) ?? edge.TokenFile;
        edge.Token = parsed.GetValue(Token) ?? (parsed.GetValue(TokenFile) is null ? edge.Token : null);
        string? folder = parsed.GetValue(Certificates)
            ?? (hasFile ? null : edge.HttpServer is null ? "certs" : Path.Combine(edge.DataDirectory, "certs"));
        if (folder is not null)
        {
            edge.CertificateDirectory = Path.Combine(folder, edge.NodeName);
            (edge.CaFile, edge.CertificateFile, edge.KeyFile) = (null, null, null);
        }
    }

    /// <summary>Serves MQTT at the address that was given, and mappers on their socket.</summary>
    public void Apply(ParseResult parsed, IEdgeCoreBuilder edge, string? mappers)
    {
        if (mappers is not null)
        {
            edge.AddDmi(dmi => dmi.SocketPath = mappers);
        }

        if (parsed.GetValue(Mqtt) is { } address and not Off)
        {
            edge.AddEventBus(bus => (bus.Mode, bus.Internal.Server) = (EventBusMode.Internal, new Uri($"tcp://{address}")));
        }
    }

    private bool ReadFile(ParseResult parsed, EdgeCoreOptions edge)
    {
        string? file = parsed.GetValue(Config);
        List<ConfigurationOverride> overrides =
        [
            .. ConfigurationOverride.FromEnvironment(),
            .. (parsed.GetValue(Set) ?? []).Select(static text => ConfigurationOverride.Parse(text, "--set")),
        ];
        if (file is null && overrides.Count == 0)
        {
            edge.DataDirectory = "edge";
            edge.Cloud = new Uri("wss://127.0.0.1:10000");
            return false;
        }

        edge.ReadFile(file, overrides);
        return true;
    }
}
