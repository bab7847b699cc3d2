using System.Net;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Hosting.Health;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Tests.Health;

/// <summary>An edge node's own words about itself, over HTTP.</summary>
public sealed class EdgeMonitorTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-monitor-");

    [Fact]
    public async Task Get_NodeThatHasNotJoined_IsAliveAndNotReady()
    {
        using IHost host = Build(null);
        await host.StartAsync().WaitAsync(_limit);
        await PhaseAsync(host, EdgeLinkPhase.NeedsCertificate);

        Assert.Equal((HttpStatusCode.OK, "ok"), await GetAsync(host, "/livez"));
        (HttpStatusCode status, string ready) = await GetAsync(host, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("[+]modules ok\n[+]store ok\n[-]link failed: the node has no certificate", ready, StringComparison.Ordinal);
        Assert.Contains("[+]node ok, but degraded: ", ready, StringComparison.Ordinal);
        Assert.EndsWith("readyz check failed\n", ready, StringComparison.Ordinal);
        await host.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Get_NodeWithoutACloud_IsReadyAndMeasured()
    {
        using IHost host = Build(edge => edge.ConnectToCloud = false);
        await host.StartAsync().WaitAsync(_limit);

        Assert.Equal((HttpStatusCode.OK, "[+]modules ok\n[+]store ok\nreadyz check passed\n"), await GetAsync(host, "/readyz?verbose"));
        (_, string metrics) = await GetAsync(host, "/metrics");
        Assert.Contains("# TYPE kubeedge_store_commits_total counter\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\ndotnet_process_memory_working_set_bytes ", metrics, StringComparison.Ordinal);
        await host.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Get_StoreIsClosed_IsNotReady()
    {
        using IHost host = Build(edge => edge.ConnectToCloud = false);
        await host.StartAsync().WaitAsync(_limit);

        await host.Services.GetRequiredService<IMetaStore>().DisposeAsync().AsTask().WaitAsync(_limit);

        (HttpStatusCode status, string text) = await GetAsync(host, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("[-]store failed: the store is closed", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(host, "/livez")).Status);
    }

    [Fact]
    public async Task Get_ACheckOfTheProgramsOwn_CountsToo()
    {
        using IHost host = Build(
            edge => edge.ConnectToCloud = false,
            services => services.AddHealthChecks().AddCheck("pump", () => HealthCheckResult.Unhealthy("dry"), ["ready"]));
        await host.StartAsync().WaitAsync(_limit);

        Assert.Contains("[-]pump failed: dry\n", (await GetAsync(host, "/readyz")).Text, StringComparison.Ordinal);
        Assert.Contains("[-]pump failed: dry\n", (await GetAsync(host, "/healthz")).Text, StringComparison.Ordinal);
        Assert.Equal("ok", (await GetAsync(host, "/livez")).Text);
        await host.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public void AddEdgeCore_ByDefault_HasChecksAndNoMonitor()
    {
        Assert.Null(new EdgeCoreOptions().Monitor);
        using IHost host = Build(edge => edge.Monitor = null);

        Assert.NotNull(host.Services.GetService<HealthCheckService>());
        Assert.Empty(host.Services.GetServices<IHostedService>().OfType<EdgeMonitor>());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task PhaseAsync(IHost host, EdgeLinkPhase phase)
    {
        using var deadline = new CancellationTokenSource(_limit);
        await foreach (EdgeLinkStatus status in host.Services.GetRequiredService<IEdgeLinkState>().WatchAsync(deadline.Token))
        {
            if (status.Phase == phase)
            {
                return;
            }
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(IHost host, string target)
    {
        EdgeMonitor monitor = host.Services.GetServices<IHostedService>().OfType<EdgeMonitor>().Single();
        using var client = new HttpClient { BaseAddress = monitor.Address };
        using HttpResponseMessage answer = await client.GetAsync(new Uri(target, UriKind.Relative)).WaitAsync(_limit);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync().WaitAsync(_limit));
    }

    private IHost Build(Action<EdgeCoreOptions>? configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.DataDirectory = _folder.FullName;
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "none");
            edge.Cloud = new Uri("wss://127.0.0.1:10000");
            edge.Monitor = new IPEndPoint(IPAddress.Loopback, 0);
            edge.ServeMqtt = false;
            configure?.Invoke(edge);
        });
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
