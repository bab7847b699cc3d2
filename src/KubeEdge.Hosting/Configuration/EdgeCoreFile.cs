using System.Net;
using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Hosting.Configuration;

/// <summary>Puts what an <c>edgecore.yaml</c> says into the options of the packages that it is meant for.</summary>
internal static class EdgeCoreFile
{
    private const string Hub = "modules.edgeHub";
    private const string Edged = "modules.edged";

    /// <summary>Where the original's installer leaves the join token.</summary>
    private const string Bootstrap = "/etc/kubeedge/bootstrap-edgecore.conf";
    private const string Kubelet = Edged + ".tailoredKubeletConfig";

    /// <summary>The newest first: it is the one that is printed.</summary>
    public static IReadOnlyList<ConfigurationSchema> Versions { get; } =
    [
        new("edgecore.config.kubeedge.io/v1alpha2", "EdgeCore", EdgeCoreFields.V1Alpha2),
        new("edgecore.config.kubeedge.io/v1alpha1", "EdgeCore", EdgeCoreFields.V1Alpha1),
    ];

    public static void Apply(string? path, IReadOnlyList<ConfigurationOverride>? overrides, EdgeCoreOptions options)
    {
        var values = ConfigurationSchema.Read(path, Versions, overrides);
        options.File = values;
        options.DataDirectory = Path.GetDirectoryName(values.Text("database.dataSource")) switch
        {
            { Length: > 0 } folder => folder,
            null => throw values.Error("database.dataSource", $"is \"{values.Text("database.dataSource")}\", expected a file"),
            _ => ".",
        };
        options.ConnectToCloud = values.Flag($"{Hub}.enable");
        options.RegisterNode = values.Flag($"{Edged}.enable");
        options.ServeMqtt = values.Flag("modules.eventBus.enable");
        options.ServeDevices = values.Flag("modules.deviceTwin.enable");
        options.MapperSocket = options.ServeDevices ? MapperSocket(values) : null;
        options.NodeName = values.Text($"{Edged}.hostnameOverride") is { Length: > 0 } name ? name : options.NodeName;
        if (options.ConnectToCloud)
        {
            ApplyHub(values, options);
        }

        ApplyNode(values, options);
        if (options.ServeMqtt)
        {
            options.Bus = EventBusFile.Read(values);
        }
    }

    private static void ApplyHub(ConfigurationValues values, EdgeCoreOptions options)
    {
        CheckTransport(values);
        options.CaFile = values.Text($"{Hub}.tlsCaFile");
        options.CertificateFile = values.Text($"{Hub}.tlsCertFile");
        options.KeyFile = values.Text($"{Hub}.tlsPrivateKeyFile");
        options.Token = NullIfEmpty(values.Text($"{Hub}.token"));
        if (File.Exists(Bootstrap))
        {
            (options.Token, options.TokenFile) = (null, Bootstrap);
        }

        options.HttpServer = NullIfEmpty(values.Text($"{Hub}.httpServer")) is { } service ? new Uri(service) : null;
        options.Cloud = NullIfEmpty(values.Text($"{Hub}.websocket.server")) is { } server
            ? new Uri($"wss://{server}")
            : throw values.Error($"{Hub}.websocket.server", "is empty, expected the cloud's address:port");
        options.Hub = hub =>
        {
            hub.ProjectId = NullIfEmpty(values.Text($"{Hub}.projectID")) ?? hub.ProjectId;
            hub.RotateCertificates = values.Flag($"{Hub}.rotateCertificates");
            hub.Heartbeat = values.Time($"{Hub}.heartbeat");
            hub.HandshakeTimeout = values.Time($"{Hub}.websocket.handshakeTimeout");
            hub.RequestTimeout = values.Time("modules.metaManager.remoteQueryTimeout");
            hub.Link.WriteTimeout = values.Time($"{Hub}.websocket.writeDeadline");
        };
    }

    private static void CheckTransport(ConfigurationValues values)
    {
        if (values.Flag($"{Hub}.websocket.enable") == values.Flag($"{Hub}.quic.enable"))
        {
            throw values.Error(
                values.IsSet($"{Hub}.quic.enable") ? $"{Hub}.quic.enable" : $"{Hub}.websocket.enable",
                $"and {Hub}.{(values.IsSet($"{Hub}.quic.enable") ? "websocket" : "quic")}.enable are both "
                + $"{(values.Flag($"{Hub}.quic.enable") ? "true" : "false")}; exactly one of them must be true");
        }

        if (values.Flag($"{Hub}.quic.enable"))
        {
            throw values.Error($"{Hub}.quic.enable", $"is true; the link speaks WebSocket only, set {Hub}.websocket");
        }
    }

    private static void ApplyNode(ConfigurationValues values, EdgeCoreOptions options)
    {
        var legacy = values.Schema == Versions[1];
        var address = values.IsSet($"{Edged}.nodeIP") ? NullIfEmpty(values.Text($"{Edged}.nodeIP")) : null;
        options.Node = node =>
        {
            node.NodeAddress = address is null ? node.NodeAddress : IPAddress.Parse(address);
            foreach (var (name, value) in values.Map(legacy ? $"{Edged}.labels" : $"{Edged}.nodeLabels"))
            {
                node.Labels[name] = value;
            }

            if (legacy)
            {
                foreach (var (name, value) in values.Map($"{Edged}.annotations"))
                {
                    node.Annotations[name] = value;
                }

                node.StatusInterval = values.Time($"{Edged}.nodeStatusUpdateFrequency");
                return;
            }

            node.StatusInterval = values.Time($"{Kubelet}.nodeStatusUpdateFrequency");
            node.StatusReportInterval = values.Time($"{Kubelet}.nodeStatusReportFrequency");
            node.LeaseDuration = values.Time($"{Kubelet}.nodeLeaseDurationSeconds");
            node.MaxPods = values.Number($"{Kubelet}.maxPods");
        };
    }

    private static string MapperSocket(ConfigurationValues values)
    {
        const string Field = "modules.deviceTwin.dmiSockPath";
        return (values.IsSet(Field) ? NullIfEmpty(values.Text(Field)) : null) ?? "/etc/kubeedge/dmi.sock";
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
