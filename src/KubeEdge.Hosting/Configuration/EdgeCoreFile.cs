using KubeEdge.EdgeHub;
using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Hosting.Configuration;

/// <summary>The original's <c>edgecore.yaml</c>, as far as addresses, names, certificates and deadlines go.</summary>
internal static class EdgeCoreFile
{
    private const string Group = "edgecore.config.kubeedge.io/";
    private const int LongestDeadline = 300;

    public static void Apply(string path, EdgeCoreOptions options)
    {
        var root = YamlFile.Read(path);
        if (root.Text("kind") != "EdgeCore" || root.Text("apiVersion")?.StartsWith(Group, StringComparison.Ordinal) is not true)
        {
            throw root.Error($"its apiVersion and kind are \"{root.Text("apiVersion")}\" and \"{root.Text("kind")}\", expected {Group}… and EdgeCore");
        }

        options.DataDirectory = Path.GetDirectoryName(root.Map("database")?.Text("dataSource")) is { Length: > 0 } folder
            ? folder
            : "/var/lib/kubeedge";
        var modules = root.Map("modules");
        options.NodeName = modules?.Map("edged")?.Text("hostnameOverride") ?? options.NodeName;
        if (modules?.Map("edgeHub") is { } hub)
        {
            Apply(hub, options);
        }
    }

    private static void Apply(YamlMap hub, EdgeCoreOptions options)
    {
        options.CaFile = hub.Text("tlsCaFile") ?? "/etc/kubeedge/ca/rootCA.crt";
        options.CertificateFile = hub.Text("tlsCertFile") ?? "/etc/kubeedge/certs/server.crt";
        options.KeyFile = hub.Text("tlsPrivateKeyFile") ?? "/etc/kubeedge/certs/server.key";
        options.Token = hub.Text("token");
        options.HttpServer = hub.Text("httpServer") switch
        {
            null => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var service) && service.Scheme == Uri.UriSchemeHttps => service,
            var text => throw hub.Error($"{hub.Path}.httpServer is \"{text}\", expected an https address"),
        };
        if (hub.Map("quic")?.Flag("enable") is true)
        {
            throw hub.Error($"{hub.Path}.quic is enabled; the link speaks WebSocket only, set {hub.Path}.websocket");
        }

        var webSocket = hub.Map("websocket");
        if (webSocket?.Text("server") is { } server)
        {
            options.Cloud = Uri.TryCreate($"wss://{server}", UriKind.Absolute, out var cloud)
                ? cloud
                : throw hub.Error($"{hub.Path}.websocket.server is \"{server}\", expected address:port");
        }

        options.Hub = Deadlines(hub, webSocket);
    }

    private static Action<EdgeHubOptions> Deadlines(YamlMap hub, YamlMap? webSocket)
    {
        var rotate = hub.Flag("rotateCertificates") ?? true;
        var project = hub.Text("projectID");
        var heartbeat = Seconds(hub, "heartbeat", 15);
        var handshake = Seconds(webSocket, "handshakeTimeout", 30);
        var write = Seconds(webSocket, "writeDeadline", 15);
        return options =>
        {
            options.ProjectId = project ?? options.ProjectId;
            options.RotateCertificates = rotate;
            options.Heartbeat = heartbeat;
            options.HandshakeTimeout = handshake;
            options.Link.WriteTimeout = write;
        };
    }

    private static TimeSpan Seconds(YamlMap? map, string name, int absent) =>
        TimeSpan.FromSeconds(map?.Number(name, 1, LongestDeadline) ?? absent);
}
