using System.Text;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Tests.Watching;

/// <summary>The project's own client against the server.</summary>
public sealed class InformerTests
{
    [Fact]
    public async Task Informer_FollowsEveryChange()
    {
        await using var server = await TestServer.StartAsync();
        using var client = new KubeClient(Kubeconfig.Load(server.Kubeconfig));
        Assert.True(ResourceTable.Default.TryGetByPlural(string.Empty, "configmaps", out var type));
        await server.CreateConfigMapAsync("before");
        using var stop = new CancellationTokenSource(TestServer.Patience);
        await using var events = new Informer(client, type, "default").RunAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.Equal("Added before", await NextAsync(events));
        Assert.Equal("Synced ", await NextAsync(events));
        var created = await client.CreateAsync(type, "default", Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}"""), stop.Token);
        Assert.Null(created.Error);
        Assert.Equal("Added a", await NextAsync(events));
        Assert.Null((await client.DeleteAsync(type, "default", "a", cancellationToken: stop.Token)).Error);
        Assert.Equal("Deleted a", await NextAsync(events));
        Assert.Equal(404, (await client.GetAsync(type, "default", "a", stop.Token)).Error?.Code);
    }

    private static KubeObject Parse(string json) => KubeObject.Parse(Encoding.UTF8.GetBytes(json));

    private static async Task<string> NextAsync(IAsyncEnumerator<InformerEvent> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TestServer.Patience));
        return $"{events.Current.Kind} {events.Current.Object?.Name ?? events.Current.Previous?.Name}";
    }
}
