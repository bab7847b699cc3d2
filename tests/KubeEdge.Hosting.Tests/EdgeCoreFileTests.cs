using KubeEdge.EdgeHub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Tests;

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
        Assert.Equal(("edge-7", "p1", "/pki/ca.crt", "/pki/node.crt", "/pki/node.key"), (hub.NodeName, hub.ProjectId, hub.CaFile, hub.CertificateFile, hub.KeyFile));
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

    [Theory]
    [InlineData("kind: CloudCore\napiVersion: cloudcore.config.kubeedge.io/v1alpha1\n", "expected edgecore.config.kubeedge.io")]
    [InlineData(Head + "modules: {edgeHub: {heartbeat: soon}}", "$.modules.edgeHub.heartbeat is \"soon\"")]
    [InlineData(Head + "modules: {edgeHub: {heartbeat: -1}}", "expected a whole number from 1")]
    [InlineData(Head + "modules: {edgeHub: {quic: {enable: true}}}", "quic is enabled")]
    [InlineData(Head + "modules: {edgeHub: {websocket: {server: 'no address at all'}}}", "expected address:port")]
    [InlineData(Head + "modules: [edgeHub]", "$.modules (line 3) is a list, expected a mapping")]
    [InlineData("kind: [", "line ")]
    public void ReadFile_OfSomethingElse_SaysWhatAndWhere(string text, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(text, out _));

        Assert.StartsWith(Path.Combine(_folder.FullName, "edgecore.yaml"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private EdgeHubOptions Read(string text, out EdgeCoreOptions options)
    {
        var path = Path.Combine(_folder.FullName, "edgecore.yaml");
        File.WriteAllText(path, text);
        EdgeCoreOptions? read = null;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.ReadFile(path);
            read = edge;
        });
        options = read ?? throw new InvalidOperationException("not configured");
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<EdgeHubOptions>>().Value;
    }
}
