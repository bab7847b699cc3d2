using System.Globalization;
using System.Text;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// What an informer of many pods holds: live managed memory before it is made and after its first list. An informer before it, forgotten,
/// leaves whatever the connection and the API's store keep in any case.
/// </summary>
internal static class InformerMemory
{
    private const int PodBytes = 4096;
    private const int Creating = 16;

    public static async Task<Outcome> RunAsync(string directory, int pods)
    {
        using IHost cloud = LoadHosts.Cloud(directory, options => options.ServeNodes = false);
        await cloud.StartAsync();
        var client = cloud.Services.GetRequiredService<KubeClient>();
        ResourceType type = LoadHosts.TypeOf(string.Empty, "pods");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pods),
            new ParallelOptions { MaxDegreeOfParallelism = Creating },
            async (i, cancellationToken) => Expect((await client.CreateAsync(type, "default", Pod(i), cancellationToken)).Error));
        await ListAsync(client, type, static _ => { });

        // Elsewhere than on the stack of that list, which holds its informer.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Memory before = Memory.Collected();
        (double Raw, Memory After) held = default;
        await ListAsync(client, type, informer =>
        {
            double raw = informer.Snapshot().Sum(pod => (double)pod.Json.Length) / 1024;
            held = (informer.Count == pods ? raw : throw new InvalidOperationException($"{informer.Count} of {pods} pods."), Memory.Collected());
        });
        await cloud.StopAsync();
        double heap = held.After.Heap - before.Heap;
        double perPod = (heap - held.Raw) * 1024 / pods;
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            | pods | raw JSON MiB | informer, live managed MiB | ratio | beyond the JSON, each B |
            |---|---|---|---|---|
            | {pods} | {held.Raw / 1024:0.0} | {heap / 1024:0.0} | {heap / held.Raw:0.00} | {perPod:0} |
            """);

        // The budget gives a share of the bytes and a sum per object; what is left when the sum is taken off must be within the share.
        double share = (heap - (pods * 300 / 1024.0)) / held.Raw;
        return new(
            "Informer", body, [new("raw", held.Raw, "KiB"), new("held", heap, "KiB"), new("held without 300 B each, of raw", share, "×")]);
    }

    private static async Task ListAsync(KubeClient client, ResourceType type, Action<Informer> whenSynced)
    {
        var informer = new Informer(client, type, null);
        await foreach (InformerEvent change in informer.RunAsync())
        {
            if (change.Kind == InformerEventKind.Synced)
            {
                whenSynced(informer);
                return;
            }
        }
    }

    private static KubeObject Pod(int number)
    {
        string head = $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-{{{number}}}","namespace":"default","labels":{"app":"load","number":"{{{number}}}"}},
            "spec":{"nodeName":"edge-{{{number % 100}}}","containers":[{"name":"main","image":"registry.example/app:1","env":[
            """;
        const string tail = "]}]}}";
        var pod = new StringBuilder(head);
        string variable = $$"""{"name":"VARIABLE","value":"{{new string('x', 60)}}"}""";

        // What the API adds (uid, times, defaults) is about 430 bytes.
        while (pod.Length + variable.Length + tail.Length < PodBytes - 430)
        {
            pod.Append(pod[^1] == '[' ? string.Empty : ",").Append(variable);
        }

        return KubeObject.Parse(Encoding.UTF8.GetBytes(pod.Append(tail).ToString()));
    }

    private static void Expect(KubeStatus? error)
    {
        if (error is not null)
        {
            throw new InvalidOperationException(error.Message);
        }
    }
}
