using KubeEdge.EdgeHub;
using KubeEdge.EventBus;
using KubeEdge.Kubernetes.Configuration;
using KubeEdge.NodeAgent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Tests.Configuration;

public sealed class EdgeCoreFileTests : IDisposable
{
    private const string Head = "apiVersion: edgecore.config.kubeedge.io/v1alpha2\nkind: EdgeCore\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-file-");

    [Fact]
    public void ReadFile_OfTheOriginal_SetsWhatItNames()
    {
        var hub = Read(
            Head +
            """
            database: {aliasName: default, dataSource: /data/edge/edgecore.db, driverName: sqlite3}
            modules:
              edged:
                hostnameOverride: edge-7
                tailoredKubeletConfig: {address: 127.0.0.1}
              edgeHub:
                heartbeat: 10
                projectID: p1
                tlsCaFile: /pki/ca.crt
                TLSCertFile: /pki/node.crt
                tlsPrivateKeyFile: /pki/node.key
                websocket: {enable: true, server: "10.0.0.5:10000", handshakeTimeout: 20, writeDeadline: 5}
            """,
            out var edge);

        Assert.Equal(("edge-7", "/data/edge", new Uri("wss://10.0.0.5:10000")), (edge.NodeName, edge.DataDirectory, edge.Cloud));
        Assert.Equal(("edge-7", "p1"), (hub.NodeName, hub.ProjectId));
        Assert.Equal(("/pki/ca.crt", "/pki/node.crt", "/pki/node.key"), (hub.CaFile, hub.CertificateFile, hub.KeyFile));
        Assert.Equal((10, 20, 5), (hub.Heartbeat.TotalSeconds, hub.HandshakeTimeout.TotalSeconds, hub.Link.WriteTimeout.TotalSeconds));
    }

    [Fact]
    public void ReadFile_Minimal_HasTheOriginalsDefaults()
    {
        var hub = Read(Head + "modules: {edgeHub: {websocket: {server: 'cloud.example.com:10000'}}}", out var edge);

        Assert.Equal("/var/lib/kubeedge", edge.DataDirectory);
        Assert.Equal(("/etc/kubeedge/ca/rootCA.crt", "/etc/kubeedge/certs/server.crt"), (hub.CaFile, hub.CertificateFile));
        Assert.Equal((15, 30), (hub.Heartbeat.TotalSeconds, hub.HandshakeTimeout.TotalSeconds));
    }

    [Fact]
    public void ReadFile_Overrides_StandAboveTheFile()
    {
        var hub = Read(
            Head + "modules: {edgeHub: {heartbeat: 10, websocket: {server: 'cloud:10000'}}, edged: {nodeLabels: {zone: a, rack: r1}}}",
            out var edge,
            new ConfigurationOverride("MODULES.EDGEHUB.HEARTBEAT", "20", "environment variable"),
            new ConfigurationOverride("modules.edgeHub.heartbeat", "30", "--set"),
            new ConfigurationOverride("modules.edged.nodeLabels.example.com/zone", "b", "--set"));

        var node = new NodeAgentOptions();
        edge.Node?.Invoke(node);
        Assert.Equal(30, hub.Heartbeat.TotalSeconds);
        Assert.Equal(["example.com/zone=b", "rack=r1", "zone=a"], node.Labels.Select(label => $"{label.Key}={label.Value}"));
    }

    [Theory]
    [InlineData(
        "modules.edgeHub.heartbeat", "soon", "modules.edgeHub.heartbeat is \"soon\", expected a whole number of seconds from 1 to 300")]
    [InlineData(
        "modules.edgeHub.hartbeat", "10", "there is no field \"modules.edgeHub.hartbeat\"; did you mean \"modules.edgeHub.heartbeat\"?")]
    [InlineData("modules.edged.registerWithTaints", "a", "modules.edged.registerWithTaints cannot be set here, only in a file")]
    public void ReadFile_WrongOverride_NamesWhereItComesFrom(string path, string value, string expected)
    {
        var item = new ConfigurationOverride(path, value, "--set it");

        var error = Assert.Throws<InvalidDataException>(() => new EdgeCoreOptions().ReadFile(null, [item]));

        Assert.Equal($"--set it: {expected}", error.Message);
    }

    [Fact]
    public void ReadFile_Absent_SaysHowToGetOne()
    {
        var file = Path.Combine(_folder.FullName, "none.yaml");

        var error = Assert.Throws<FileNotFoundException>(() => new EdgeCoreOptions().ReadFile(file));

        Assert.Equal($"{file}: there is no such file; --minconfig and --defaultconfig print one to begin with", error.Message);
    }

    [Fact]
    public void ReadFile_BrokenYaml_SaysWhere()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Head + "modules: [\n", out _));

        Assert.StartsWith(Path.Combine(_folder.FullName, "edgecore.yaml") + ": line ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFile_EventBus_IsTakenOver()
    {
        Read(
            Head +
            """
            modules:
              deviceTwin: {enable: false}
              eventBus: {mqttMode: 1, mqttQOS: 1, mqttRetain: true, mqttServerExternal: 'ssl://broker:8883', mqttUsername: u}
            """,
            out var edge);

        var bus = new EventBusOptions();
        edge.Bus?.Invoke(bus);
        Assert.Equal((true, false, EventBusMode.Both), (edge.ServeMqtt, edge.ServeDevices, bus.Mode));
        Assert.Equal((new Uri("ssl://broker:8883"), "u", null), (bus.External.Server, bus.External.UserName, bus.External.Password));
        Assert.Equal((1, true, 100), ((int)bus.Internal.Qos, bus.Internal.Retain, bus.Internal.SessionQueueSize));
    }

    [Theory]
    [InlineData("{}", "/etc/kubeedge/dmi.sock")]
    [InlineData("{dmiSockPath: ''}", "/etc/kubeedge/dmi.sock")]
    [InlineData("{dmiSockPath: /run/kubeedge}", "/run/kubeedge")]
    [InlineData("{enable: false, dmiSockPath: /run/x.sock}", null)]
    public void ReadFile_DeviceTwin_SaysWhereMappersAreServed(string block, string? socket)
    {
        Read($"{Head}modules:\n  deviceTwin: {block}\n", out var edge);

        Assert.Equal(socket, edge.MapperSocket);
        Assert.Null(new EdgeCoreOptions().MapperSocket);
    }

    [Fact]
    public void ReadFile_LegacyNode_IsTakenOver()
    {
        Read(
            """
            apiVersion: edgecore.config.kubeedge.io/v1alpha1
            kind: EdgeCore
            modules:
              edged: {hostnameOverride: edge-8, nodeIP: 10.0.0.8, labels: {zone: a}, annotations: {note: b}, nodeStatusUpdateFrequency: 20}
            """,
            out var edge);

        var node = new NodeAgentOptions();
        edge.Node?.Invoke(node);
        Assert.Equal(("edge-8", "10.0.0.8", 20.0), (edge.NodeName, node.NodeAddress?.ToString(), node.StatusInterval.TotalSeconds));
        Assert.Equal(("a", "b"), (node.Labels["zone"], node.Annotations["note"]));
    }

    [Fact]
    public void ReadFile_Kubelet_SetsTheNodesTimes()
    {
        Read(
            Head +
            """
            modules:
              edged:
                tailoredKubeletConfig:
                  {nodeStatusUpdateFrequency: 1m30s, nodeStatusReportFrequency: 10m0s, nodeLeaseDurationSeconds: 80, maxPods: 20}
            """,
            out var edge);

        var node = new NodeAgentOptions();
        edge.Node?.Invoke(node);
        Assert.Equal((90.0, 10.0), (node.StatusInterval.TotalSeconds, node.StatusReportInterval.TotalMinutes));
        Assert.Equal((80.0, 20), (node.LeaseDuration.TotalSeconds, node.MaxPods));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private EdgeHubOptions Read(string text, out EdgeCoreOptions options, params ConfigurationOverride[] overrides)
    {
        var path = Path.Combine(_folder.FullName, "edgecore.yaml");
        File.WriteAllText(path, text);
        EdgeCoreOptions? read = null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.ReadFile(path, overrides);
            read = edge;
        });
        options = read ?? throw new InvalidOperationException("not configured");
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<EdgeHubOptions>>().Value;
    }
}
