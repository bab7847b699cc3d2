using System.Net;
using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.MetaManager;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>Our edge as a program has it, on a clock that the replay moves and with the settings of the recorded one.</summary>
internal sealed class EdgeNode : IAsyncDisposable
{
    /// <summary>The pause between attempts to connect, without any chance in it; no other timer is ever due in exactly this time.</summary>
    public static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(1234);

    private readonly IHost _host;

    public EdgeNode(string folder, string name, bool isNewest, bool runsContainers, Action<Hosting.EdgeCoreOptions> connect)
    {
        DataDirectory = folder;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = name;
            edge.ServeMqtt = false;
            edge.DataDirectory = folder;
            connect(edge);
        });
        builder.Services.Configure<EdgeHubOptions>(hub =>
        {
            hub.Wire = isNewest ? WireGeneration.Current : WireGeneration.Release115;

            // The clock jumps, the socket does not.
            hub.Link.PingInterval = Timeout.InfiniteTimeSpan;
            hub.Link.WriteTimeout = Timeout.InfiniteTimeSpan;
            hub.Reconnect.MinimumDelay = hub.Reconnect.MaximumDelay = ReconnectDelay;
        });
        builder.Services.Configure<NodeAgentOptions>(agent =>
        {
            agent.MaxPods = 20;
            agent.NodeAddress = IPAddress.Loopback;
            agent.KubeletVersion = isNewest ? "v1.32.10-kubeedge-v1.23.0-beta.0.150" : "v1.26.10-kubeedge-v1.15.1";
            agent.StatusReportInterval = TimeSpan.FromSeconds(30);
        });
        Watch(builder.Services);
        if (runsContainers)
        {
            // The module itself asks for what pods need.
            builder.Services.Configure<MetaManagerOptions>(static manager => manager.Prefetch = false);
            builder.Services.AddModule<RecordedEdged>();
        }

        _host = builder.Build();
    }

    public string DataDirectory { get; }

    /// <summary>From now on: certificates are looked at by this clock and by the machine's.</summary>
    public ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public RequestProbe Probe => (RequestProbe)_host.Services.GetRequiredService<ICloudRequests>();

    public IMetaStore Store => _host.Services.GetRequiredService<IMetaStore>();

    public IEdgeLinkState Link => _host.Services.GetRequiredService<IEdgeLinkState>();

    public RecordedEdged Edged => _host.Services.GetServices<Module>().OfType<RecordedEdged>().Single();

    public Task StartAsync() => _host.StartAsync().WaitAsync(Replay.Limit);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(Replay.Limit);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Watch(IServiceCollection services)
    {
        var own = services.Single(static service => service.ServiceType == typeof(ICloudRequests)).ImplementationFactory;
        Assert.NotNull(own);
        services.Replace(ServiceDescriptor.Singleton<ICloudRequests>(provider => new RequestProbe((ICloudRequests)own(provider))));
    }
}
