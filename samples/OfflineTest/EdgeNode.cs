using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OfflineTest;

/// <summary>The node as the app's own program builds it, but for its cloud.</summary>
internal sealed class EdgeNode(IHost host) : IAsyncDisposable
{
    public Thermostat App => host.Services.GetRequiredService<Thermostat>();

    public IMetaReader Store => host.Services.GetRequiredService<IMetaReader>();

    public IEdgeLinkState Link => host.Services.GetRequiredService<IEdgeLinkState>();

    public static async Task<EdgeNode> StartAsync(FakeCloud cloud)
    {
        // Not the working directory: a host watches every folder below its root for settings that change.
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.AddEdgeCore(edge => edge.NodeName = "edge-1").UseFakeCloud(cloud);
        builder.Services.AddSingleton<Thermostat>();
        IHost host = builder.Build();
        await host.StartAsync();
        return new EdgeNode(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
