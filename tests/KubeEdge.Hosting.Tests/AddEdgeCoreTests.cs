using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Tests;

public sealed class AddEdgeCoreTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-hosting-");

    [Fact]
    public async Task Start_WithoutCertificates_OpensTheStoreAndWaitsForThem()
    {
        using IHost host = Build(new Uri("wss://127.0.0.1:10000"));
        await host.StartAsync().WaitAsync(_limit);

        var link = host.Services.GetRequiredService<IEdgeLinkState>();
        using var deadline = new CancellationTokenSource(_limit);
        await foreach (EdgeLinkStatus status in link.WatchAsync(deadline.Token))
        {
            if (status.Phase == EdgeLinkPhase.NeedsCertificate)
            {
                break;
            }
        }

        Assert.Equal(StoreStatus.Ready, host.Services.GetRequiredService<IMetaStore>().Health.Status);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "edge.db")));
        await host.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Start_WithoutAnAddressOfTheCloud_SaysWhichOptionIsMissing()
    {
        using IHost host = Build(null);

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().WaitAsync(_limit));

        Assert.Contains("Server", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IHost Build(Uri? cloud)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.DataDirectory = _folder.FullName;
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "none");
            edge.Cloud = cloud;
        });
        return builder.Build();
    }
}
