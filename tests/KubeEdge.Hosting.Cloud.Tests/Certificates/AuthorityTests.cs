using System.Security.Cryptography.X509Certificates;
using KubeEdge.ApiServer;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Hosting.Cloud.Certificates;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests.Certificates;

/// <summary>Where CloudCore's authority lives: in the API that several of them share, and in files alone beside the embedded one.</summary>
public sealed class AuthorityTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-authority-");

    [Fact]
    public async Task TwoCloudCores_StartedAtOnceOnOneApi_HaveOneAuthorityAndServeEachOthersNodes()
    {
        using IHost api = BuildApi();
        await api.StartAsync().WaitAsync(_limit);
        Uri address = api.Services.GetRequiredService<IApiServer>().Address ?? throw new InvalidOperationException("not listening");
        using IHost one = BuildCloud("one", cloud => cloud.Master = address);
        using IHost two = BuildCloud("two", cloud => cloud.Master = address);

        await Task.WhenAll(one.StartAsync(), two.StartAsync()).WaitAsync(_limit);
        CertificateAuthority[] authorities = await Task.WhenAll(Source(one).GetAsync(), Source(two).GetAsync()).WaitAsync(_limit);

        Assert.Equal(authorities[0].Certificate.RawData, authorities[1].Certificate.RawData);
        foreach (IHost cloud in (IHost[])[one, two])
        {
            NodeCertificates writer = cloud.Services.GetServices<IHostedService>().OfType<NodeCertificates>().Single();
            await (writer.ExecuteTask ?? Task.CompletedTask).WaitAsync(_limit);
        }

        string folder = Path.Combine(_folder.FullName, "two", "certificates", "edge-2");
        using var named = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "rootCA.crt"));
        Assert.Equal(authorities[0].Certificate.RawData, named.RawData);

        // Joins at the one, with its token, and connects to the other.
        using IHost edge = BuildEdge(await JoinAsync(one), await HubAsync(two), one.Services.GetRequiredService<IJoinTokens>().Create());
        await edge.StartAsync().WaitAsync(_limit);
        await ConnectedAsync(edge);
        await edge.StopAsync().WaitAsync(_limit);
        await Task.WhenAll(one.StopAsync(), two.StopAsync()).WaitAsync(_limit);
        await api.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task EmbeddedApi_HoldsNoKeyOfTheAuthority()
    {
        using (IHost cloud = BuildCloud("box", static cloud => cloud.EmbeddedApi = "127.0.0.1:0"))
        {
            await cloud.StartAsync().WaitAsync(_limit);
            Assert.True(Source(cloud).TryGet(out _));
            await cloud.StopAsync().WaitAsync(_limit);
        }

        Assert.True(File.Exists(Path.Combine(_folder.FullName, "box", "authority", "ca.key")));
        Assert.True(ResourceTable.Default.TryGetByPlural(string.Empty, "secrets", out ResourceType? secrets));

        // Once more, so that whatever the first run wrote is there.
        using IHost again = BuildCloud("box", static cloud => cloud.EmbeddedApi = "127.0.0.1:0");
        await again.StartAsync().WaitAsync(_limit);
        KubeListResult present = await again.Services.GetRequiredService<KubeClient>().ListAsync(secrets, "kubeedge").WaitAsync(_limit);
        Assert.True(present.IsSuccess, present.Error?.ToString());
        Assert.DoesNotContain(present.List.Items, static secret => secret.Name is "casecret" or "cloudcoresecret");
        await again.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Stop_WhileNoApiAnswers_EndsAndLeavesNoAuthority()
    {
        using IHost cloud = BuildCloud("alone", static cloud => cloud.Master = new Uri("http://127.0.0.1:1"));
        await cloud.StartAsync().WaitAsync(_limit);
        Assert.False(Source(cloud).TryGet(out _));
        Assert.Null(cloud.Services.GetRequiredService<ICloudHub>().Address);

        await cloud.StopAsync().WaitAsync(_limit);

        Assert.False(File.Exists(Path.Combine(_folder.FullName, "alone", "authority", "ca.key")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IAuthoritySource Source(IHost cloud) => cloud.Services.GetRequiredService<IAuthoritySource>();

    private static Task<Uri> HubAsync(IHost cloud) => AddressAsync(() => cloud.Services.GetRequiredService<ICloudHub>().Address);

    private static Task<Uri> JoinAsync(IHost cloud) => AddressAsync(() => cloud.Services.GetRequiredService<IJoinService>().Address);

    private static async Task<Uri> AddressAsync(Func<Uri?> read)
    {
        using var deadline = new CancellationTokenSource(_limit);
        Uri? address;
        while ((address = read()) is null)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return address;
    }

    private static async Task ConnectedAsync(IHost edge)
    {
        using var deadline = new CancellationTokenSource(_limit);
        await foreach (EdgeLinkStatus status in edge.Services.GetRequiredService<IEdgeLinkState>().WatchAsync(deadline.Token))
        {
            if (status.Phase == EdgeLinkPhase.Connected)
            {
                return;
            }
        }
    }

    private IHost BuildApi()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(_folder.FullName, "api.db"));
        builder.Services.AddApiServer(static server => server.Port = 0);
        return builder.Build();
    }

    private IHost BuildCloud(string name, Action<CloudCoreOptions> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, name);
            cloud.Hub = "127.0.0.1:0";
            cloud.Monitor = null;
            cloud.Https = "127.0.0.1:0";
            cloud.Nodes.Add("edge-2");
            configure(cloud);
        });
        return builder.Build();
    }

    private IHost BuildEdge(Uri join, Uri hub, string token)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.ServeMqtt = false;
            edge.DataDirectory = Path.Combine(_folder.FullName, "edge");
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "node");
            (edge.Cloud, edge.HttpServer, edge.Token) = (hub, join, token);
        });
        return builder.Build();
    }
}
