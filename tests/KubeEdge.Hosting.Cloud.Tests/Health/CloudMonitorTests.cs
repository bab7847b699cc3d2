using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KubeEdge.Beehive.Monitoring;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EventBus;
using KubeEdge.Mappers;
using KubeEdge.Shared.Repository;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests.Health;

/// <summary>What a running cloud, and a node at it, tell over HTTP.</summary>
public sealed partial class CloudMonitorTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    // Documented, and not there in hosts as they are composed by default.
    private static readonly string[] _absent = [];

    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-monitor-");

    [Fact]
    public async Task Get_CloudOnItsEmbeddedApi_IsReadyAndListsItsChecks()
    {
        using IHost cloud = await StartAsync(0);
        await ReadyAsync(cloud);

        Assert.Equal((HttpStatusCode.OK, "ok"), await GetAsync(cloud, "/livez"));
        Assert.Equal(
            "[+]modules ok\n[+]embedded-api ok\n[+]store ok\n[+]authority ok\n[+]hub ok\n[+]records ok\n[+]join ok\n[+]api ok\nreadyz check passed\n",
            (await GetAsync(cloud, "/readyz?verbose")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(cloud, "/debug/pprof")).Status);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Get_ApiCannotBeReached_IsAliveAndNotReady()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using IHost cloud = await StartAsync(0, options => (options.EmbeddedApi, options.Master) = (null, address));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(cloud, "/livez")).Status);
        (HttpStatusCode status, string text) = await GetAsync(cloud, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("[-]api failed: not read from the Kubernetes API yet: nodes, pods", text, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Start_MonitorsPortIsTaken_TheHubServesAllTheSame()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using IHost cloud = await StartAsync(((IPEndPoint)other.LocalEndpoint).Port);

        Assert.Null(Monitor(cloud).Address);
        Assert.NotNull(cloud.Services.GetRequiredService<ICloudHub>().Address);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    /// <summary>Every instrument of docs/metrics.md is in a scrape of the cloud or of a node, measured or at least described.</summary>
    [Fact]
    public async Task Get_MetricsOfCloudAndNode_HaveAllThatIsDocumented()
    {
        using IHost cloud = await StartAsync(0, options => options.Nodes.Add("edge-1"));
        using IHost edge = BuildEdge(cloud);
        await edge.StartAsync().WaitAsync(_limit);
        await _connected.Task.WaitAsync(_limit);
        await Connected(edge).WaitAsync(_limit);
        await ScrapedAsync(cloud, "# TYPE KubeEdge_CloudHub_connected_nodes gauge\nKubeEdge_CloudHub_connected_nodes 1\n");
        await ScrapedAsync(cloud, "\nkubeedge_cloudhub_nodes_connected 1\n");
        await ScrapedAsync(edge, "\nkubeedge_edgehub_links 1\n");
        await ScrapedAsync(edge, "\nkubeedge_dmi_mappers 1\n");

        Assert.Equal(_absent, await MissingAsync(cloud, edge));
        Assert.DoesNotContain("kubeedge_cloudhub", (await GetAsync(edge, "/metrics")).Text, StringComparison.Ordinal);
        await edge.StopAsync().WaitAsync(_limit);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> Documented() =>
        Row().Matches(RepositoryFiles.Read("docs/metrics.md")).Select(row => row.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    private static bool IsIn(string scrape, string name) =>
        Regex.IsMatch(scrape, $"^# TYPE {name.Replace('.', '_')}(_seconds|_bytes)?(_total)? ", RegexOptions.Multiline);

    [GeneratedRegex(@"^\| `(kubeedge\.[a-z0-9_.]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static MonitorService Monitor(IHost host) => host.Services.GetServices<IHostedService>().OfType<MonitorService>().Single();

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(IHost host, string target)
    {
        using var client = new HttpClient { BaseAddress = Monitor(host).Address };
        using HttpResponseMessage answer = await client.GetAsync(new Uri(target, UriKind.Relative)).WaitAsync(_limit);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync().WaitAsync(_limit));
    }

    private static async Task Connected(IHost edge)
    {
        await foreach (EdgeLinkStatus status in edge.Services.GetRequiredService<IEdgeLinkState>().WatchAsync())
        {
            if (status.IsConnected)
            {
                return;
            }
        }
    }

    /// <summary>What is documented and in neither scrape, when each part that measures has begun or the time is over.</summary>
    private static async Task<string[]> MissingAsync(IHost cloud, IHost edge)
    {
        using var deadline = new CancellationTokenSource(_limit);
        while (true)
        {
            string both = (await GetAsync(cloud, "/metrics")).Text + (await GetAsync(edge, "/metrics")).Text;
            string[] missing = [.. Documented().Where(name => !IsIn(both, name))];
            if (missing.SequenceEqual(_absent) || deadline.IsCancellationRequested)
            {
                return missing;
            }
        }
    }

    /// <summary>A node connects, and a mapper registers, in its own time; each look is a request, so this does not spin.</summary>
    private static async Task ScrapedAsync(IHost host, string text)
    {
        using var deadline = new CancellationTokenSource(_limit);
        string scrape;
        while (!(scrape = (await GetAsync(host, "/metrics")).Text).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(deadline.IsCancellationRequested, $"{text} is not in\n{scrape}");
        }
    }

    /// <summary>Lists of the API arrive when they do; each look is a request, so this does not spin.</summary>
    private static async Task ReadyAsync(IHost cloud)
    {
        using var deadline = new CancellationTokenSource(_limit);
        while ((await GetAsync(cloud, "/readyz")).Status != HttpStatusCode.OK)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<IHost> StartAsync(int port, Action<CloudCoreOptions>? configure = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, "cloud");
            cloud.CertificateDirectory = Path.Combine(_folder.FullName, "certificates");
            (cloud.EmbeddedApi, cloud.Hub, cloud.Https) = ("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0");
            cloud.Monitor = new IPEndPoint(IPAddress.Loopback, port);
            configure?.Invoke(cloud);
        });
        builder.Services.AddSingleton<IDeliveryObserver>(new FirstConnection(_connected));
        IHost host = builder.Build();
        await host.StartAsync().WaitAsync(_limit);
        return host;
    }

    private IHost BuildEdge(IHost cloud)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.DataDirectory = Path.Combine(_folder.FullName, "edge");
            edge.CertificateDirectory = Path.Combine(_folder.FullName, "certificates", "edge-1");
            edge.Cloud = cloud.Services.GetRequiredService<ICloudHub>().Address;
            edge.Monitor = new IPEndPoint(IPAddress.Loopback, 0);
        }).AddEventBus(bus =>
        {
            // Both, for what each measures; nobody is at the other end of the client's.
            bus.Mode = EventBusMode.Both;
            bus.Internal.Server = new Uri("tcp://127.0.0.1:0");
            bus.External.Server = new Uri("tcp://127.0.0.1:1");
        }).AddDmi(dmi => dmi.SocketPath = Path.Combine(_folder.FullName, "dmi.sock"));
        builder.AddMapper<SilentDriver>(mapper =>
        {
            mapper.Protocol = "silent";
            mapper.EdgeSocket = Path.Combine(_folder.FullName, "dmi.sock");
            mapper.Socket = Path.Combine(_folder.FullName, "silent.sock");
        });
        return builder.Build();
    }

    private sealed class SilentDriver : DeviceDriver
    {
        public override ValueTask<string> ReadAsync(PropertyContext property, CancellationToken cancellationToken) => ValueTask.FromResult("");
    }

    private sealed class FirstConnection(TaskCompletionSource connected) : IDeliveryObserver
    {
        public void NodeConnected(string node) => connected.TrySetResult();

        public void NodeDisconnected(string node)
        {
        }
    }
}
