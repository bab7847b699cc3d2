using System.Text;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// One changed ConfigMap to every connected node: from before the PUT is sent to the API until the last node's acknowledgement has come,
/// and until the last ObjectSync has been written to the API. Each change begins when all of the one before is done.
/// </summary>
internal static class FanOut
{
    private const int WarmUp = 5;
    private const string Name = "fanout";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public static async Task<Outcome> RunAsync(string directory, int changes, int nodes)
    {
        using var progress = new FanOutProgress(Name);
        using IHost cloud = LoadHosts.Cloud(
            directory, options => options.EveryConfigMap = true, services => services.AddSingleton<IDeliveryObserver>(progress));
        await cloud.StartAsync();
        using var fleet = new Fleet(cloud.Services.GetRequiredService<ICloudHub>(), LoadHosts.AuthorityFolder(directory));
        await fleet.ConnectAsync(nodes);
        var client = cloud.Services.GetRequiredService<KubeClient>();
        var (acknowledged, written) = (new Latencies(changes), new Latencies(changes));
        for (int i = 0; i < WarmUp + changes; i++)
        {
            progress.Expect(nodes);
            long start = TimeProvider.System.GetTimestamp();
            string version = await PutAsync(client, i);
            long lastAcknowledged = await progress.Acknowledged.WaitAsync(_patience);
            long lastWritten = await progress.Written.WaitAsync(_patience);
            if (!await AreCurrentAsync(client, version, nodes))
            {
                // Something was written more than once, as at the first change, which makes the records: the API itself says when all are.
                lastWritten = await CurrentAsync(client, version, nodes);
            }

            if (i >= WarmUp)
            {
                acknowledged.Add(TimeProvider.System.GetElapsedTime(start, lastAcknowledged));
                written.Add(TimeProvider.System.GetElapsedTime(start, lastWritten));
            }
        }

        await cloud.StopAsync();
        string body = $"""
            {nodes} nodes in a second process, each with its own certificate and link (mutual TLS over loopback), acknowledge whatever comes. The
            API is the embedded one, its store on disk. After each change a list of the API shows that every ObjectSync names the new version.

            {Latencies.Head}{acknowledged.Row("PUT sent → acknowledged by all")}{written.Row("PUT sent → every ObjectSync written")}
            """;
        return new("FanOut", body + DiskFloor.Describe(directory), [.. acknowledged.Figures("acknowledged "), .. written.Figures("written ")]);
    }

    private static async Task<string> PutAsync(KubeClient client, int number)
    {
        string value = new((char)('a' + (number % 26)), 1000);
        KubeObject map = KubeObject.Parse(Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{Name}}}","namespace":"default"},"data":{"value":"{{{value}}}"}}"""));
        ResourceType type = LoadHosts.TypeOf(string.Empty, "configmaps");
        KubeResult put = number == 0
            ? await client.CreateAsync(type, "default", map)
            : await client.UpdateAsync(type, "default", map);
        return put is { IsSuccess: true, Object: { } stored } ? stored.ResourceVersion : throw new InvalidOperationException(put.Error?.Message);
    }

    private static async Task<long> CurrentAsync(KubeClient client, string version, int nodes)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (!await AreCurrentAsync(client, version, nodes))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }

        return TimeProvider.System.GetTimestamp();
    }

    private static async Task<bool> AreCurrentAsync(KubeClient client, string version, int nodes)
    {
        KubeListResult list = await client.ListAsync(LoadHosts.TypeOf("reliablesyncs.kubeedge.io", "objectsyncs"), "default");
        return list.IsSuccess && list.List.Items.Count(sync => sync.GetField("status.objectResourceVersion") == version) == nodes;
    }
}
