using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Joining;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// A node's first start: from before its host starts, with a token and an empty folder, until a watch of the API shows it Ready. One node
/// after the other; each has a key, a certificate, a link, a Node and a lease of its own.
/// </summary>
internal static class JoinToReady
{
    private const int WarmUp = 3;

    public static async Task<Outcome> RunAsync(string directory, int count)
    {
        using IHost cloud = LoadHosts.Cloud(directory, options => options.Https = "127.0.0.1:0");
        await cloud.StartAsync();
        Uri hub = cloud.Services.GetRequiredService<ICloudHub>().Address ?? throw new InvalidOperationException("CloudHub does not listen.");
        Uri join = cloud.Services.GetRequiredService<IJoinService>().Address ?? throw new InvalidOperationException("Nobody takes joins.");
        string token = cloud.Services.GetRequiredService<IJoinTokens>().Create();
        var latencies = new Latencies(count);
        for (int i = 0; i < WarmUp + count; i++)
        {
            string name = $"edge-{i}";
            using IHost edge = LoadHosts.Edge(directory, name, hub, options =>
            {
                options.HttpServer = join;
                options.Token = token;
                options.CertificateDirectory = Path.Combine(directory, name, "certs");
            });
            Task ready = ReadyAsync(cloud.Services.GetRequiredService<KubeClient>(), name);
            long start = TimeProvider.System.GetTimestamp();
            await edge.StartAsync();
            await ready.WaitAsync(TimeSpan.FromSeconds(60));
            if (i >= WarmUp)
            {
                latencies.Add(TimeProvider.System.GetElapsedTime(start));
            }

            await edge.StopAsync();
        }

        await cloud.StopAsync();
        string body = $"""
            Cloud and edges in one process over loopback, after three nodes to warm up. A node's way: store created, authority fetched and checked
            against the token, key made and signed, mutual TLS, Node and lease written, status patched.

            {Latencies.Head}{latencies.Row("first join → node Ready")}
            """;
        return new("JoinToReady", body + DiskFloor.Describe(directory), [.. latencies.Figures()]);
    }

    private static async Task ReadyAsync(KubeClient client, string name)
    {
        ResourceType nodes = LoadHosts.TypeOf(string.Empty, "nodes");
        if (!FieldSelector.TryParse($"metadata.name={name}", out FieldSelector? fields, out _))
        {
            throw new InvalidOperationException($"'{name}' is no name.");
        }

        await foreach (WatchEvent change in client.WatchAsync(nodes, null, new KubeWatchOptions { Fields = fields }))
        {
            if (change.Object is { } node && IsReady(node))
            {
                return;
            }
        }
    }

    private static bool IsReady(KubeObject node) =>
        node.ToNode()["status"]?["conditions"]?.AsArray()
            .Any(condition => condition?["type"]?.GetValue<string>() == "Ready" && condition["status"]?.GetValue<string>() == "True") == true;
}
