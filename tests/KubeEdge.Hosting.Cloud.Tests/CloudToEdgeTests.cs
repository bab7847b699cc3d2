using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests;

/// <summary>The two composed hosts, joined by mutual TLS over loopback.</summary>
public sealed class CloudToEdgeTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-hosting-");

    [Fact]
    public async Task Create_OnTheEmbeddedApi_IsCommittedAtTheEdge()
    {
        using IHost cloud = BuildCloud();
        await cloud.StartAsync().WaitAsync(_limit);
        Uri? hub = cloud.Services.GetRequiredService<ICloudHub>().Address;
        Assert.NotNull(hub);
        using IHost edge = BuildEdge(hub);
        await edge.StartAsync().WaitAsync(_limit);
        Assert.True(ResourceTable.Default.TryGetByPlural(string.Empty, "configmaps", out ResourceType? configMaps));

        using var client = new KubeClient(Kubeconfig.Load(Path.Combine(_folder.FullName, "cloud", "kubeconfig")));
        KubeObject map = KubeObject.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"demo"},"data":{"a":"b"}}"""u8.ToArray());
        KubeResult created = await client.CreateAsync(configMaps, "default", map).WaitAsync(_limit);
        Assert.True(created.IsSuccess, created.Error?.ToString());

        using var deadline = new CancellationTokenSource(_limit);
        var store = edge.Services.GetRequiredService<IMetaStore>();
        await foreach (StoreEvent change in store.WatchAsync(WatchStart.AtRevision(0), new ResourceQuery(string.Empty, "configmaps"), deadline.Token))
        {
            Assert.Equal("demo", change.Object?.Key.Name);
            break;
        }

        Assert.True(cloud.Services.GetRequiredService<ICloudHub>().IsConnected("edge-1"));
        await edge.StopAsync().WaitAsync(_limit);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public void AddCloudCore_AddressWithoutAPort_IsRefused() =>
        Assert.Throws<FormatException>(() => Host.CreateEmptyApplicationBuilder(null).AddCloudCore(cloud => cloud.Hub = "nowhere"));

    public void Dispose() => _folder.Delete(recursive: true);

    private IHost BuildCloud()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, "cloud");
            cloud.CertificateDirectory = Path.Combine(_folder.FullName, "certificates");
            cloud.EmbeddedApi = "127.0.0.1:0";
            cloud.Hub = "127.0.0.1:0";
            cloud.Monitor = null;
            cloud.Https = "127.0.0.1:0";
            cloud.Nodes.Add("edge-1");
            cloud.EveryConfigMap = true;
        });
        return builder.Build();
    }

    private IHost BuildEdge(Uri hub)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.ServeMqtt = false;
            edge.DataDirectory = Path.Combine(_folder.FullName, "edge");
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "certificates", "edge-1");
            edge.Cloud = hub;
        });
        return builder.Build();
    }
}
