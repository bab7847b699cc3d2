using System.Text;
using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// The way of one ConfigMap of 1 KB: from before the PUT is sent to the API until the edge's store has committed that version
/// durably. One at a time; cloud and edge in one process, joined by mutual TLS over loopback; both stores on disk.
/// </summary>
internal static class PutToCommit
{
    private const int WarmUp = 200;
    private const string Node = "edge-1";

    public static async Task<Outcome> RunAsync(string directory, int count)
    {
        using IHost cloud = LoadHosts.Cloud(directory, options =>
        {
            options.Nodes.Add(Node);
            options.EveryConfigMap = true;
        });
        await cloud.StartAsync();
        Uri hub = cloud.Services.GetRequiredService<ICloudHub>().Address ?? throw new InvalidOperationException("CloudHub does not listen.");
        using IHost edge = LoadHosts.Edge(
            directory, Node, hub, options => options.CertificateDirectory = Path.Combine(directory, "certificates", Node));
        await edge.StartAsync();
        var client = cloud.Services.GetRequiredService<KubeClient>();
        var store = edge.Services.GetRequiredService<IMetaStore>();
        ResourceType configMaps = LoadHosts.TypeOf(string.Empty, "configmaps");
        await using IAsyncEnumerator<StoreEvent> commits = store
            .WatchAsync(WatchStart.Now, new ResourceQuery(string.Empty, "configmaps")).GetAsyncEnumerator();
        var latencies = new Latencies(count);
        for (int i = 0; i < WarmUp + count; i++)
        {
            KubeObject map = Map(i);
            long start = TimeProvider.System.GetTimestamp();
            KubeResult put = i == 0
                ? await client.CreateAsync(configMaps, "default", map)
                : await client.UpdateAsync(configMaps, "default", map);
            if (!put.IsSuccess)
            {
                throw new InvalidOperationException(put.Error.Message);
            }

            await commits.MoveNextAsync();
            if (i >= WarmUp)
            {
                latencies.Add(TimeProvider.System.GetElapsedTime(start));
            }
        }

        await edge.StopAsync();
        await cloud.StopAsync();
        string body = Latencies.Head + latencies.Row("ConfigMap: PUT sent → committed in the edge store") + DiskFloor.Describe(directory);
        return new("PutToCommit", body, [.. latencies.Figures()]);
    }

    private static KubeObject Map(int number)
    {
        string value = new((char)('a' + (number % 26)), 1000);
        return KubeObject.Parse(Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"load","namespace":"default"},"data":{"value":"{{{value}}}"}}"""));
    }
}
