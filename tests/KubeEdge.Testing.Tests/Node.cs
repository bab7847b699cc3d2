using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Testing.Tests;

/// <summary>An edge node as <c>AddEdgeCore</c> makes it, on a cloud in memory.</summary>
internal sealed class Node(IHost host) : IAsyncDisposable
{
    public IMetaReader Store => Service<IMetaReader>();

    public IEdgeLinkState Link => Service<IEdgeLinkState>();

    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<Node> StartAsync(FakeCloud cloud, string name, bool registers = false, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = name;
            edge.RegisterNode = registers;
            edge.ServeMqtt = false;
        }).UseFakeCloud(cloud);
        var host = builder.Build();
        await host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return new Node(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        host.Dispose();
    }
}
