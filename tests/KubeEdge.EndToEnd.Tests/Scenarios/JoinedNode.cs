using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>A node joins with the token alone, becomes Ready, and is given a pod with all that it refers to.</summary>
public sealed class JoinedNode(ITestOutputHelper output)
{
    private const int Pods = 3;
    private static readonly string[] _resources = ["pods", "configmaps", "secrets", "serviceaccounts"];

    [Fact]
    public async Task PodApplied_ArrivesWithAllItRefersTo_AndIsRecorded()
    {
        await using var hosts = new ThreeHosts();
        await hosts.StartAsync();
        await ReadyAsync(hosts);

        var waits = new List<TimeSpan>();
        for (int i = 0; i < Pods; i++)
        {
            (await hosts.Kubectl.RunWithInputAsync(Manifest($"web-{i}"), "apply", "-f", "-")).Ok();
            waits.Add(await ArrivedAsync(hosts, $"web-{i}"));
        }

        output.WriteLine($"at the edge after {string.Join(", ", waits.Select(wait => $"{wait.TotalMilliseconds:F0} ms"))}");
        Assert.True(waits.Min() < TimeSpan.FromSeconds(1), $"the quickest took {waits.Min()}");
        await hosts.EqualAsync();
        await Eventually.TrueAsync(() => IsRecordedAsync(hosts), "every ObjectSync has its object's version", () => hosts.Evidence);
        string description = (await hosts.Kubectl.RunAsync("describe", "node", ThreeHosts.Node)).Ok();
        Assert.Contains("EdgeLink", description, StringComparison.Ordinal);
        Assert.Contains("EdgeSynced", description, StringComparison.Ordinal);
        Assert.Contains("web-0", description, StringComparison.Ordinal);
    }

    private static async Task ReadyAsync(ThreeHosts hosts)
    {
        await Eventually.TrueAsync(
            async () => (await hosts.Kubectl.RunAsync("get", "nodes")).Output.Contains(" Ready ", StringComparison.Ordinal),
            "the node is Ready",
            () => hosts.Evidence);
    }

    private static async Task<TimeSpan> ArrivedAsync(ThreeHosts hosts, string name)
    {
        long applied = TimeProvider.System.GetTimestamp();
        using var client = new HttpClient { BaseAddress = hosts.EdgeApi };
        foreach (string resource in _resources)
        {
            var path = new Uri($"api/v1/namespaces/default/{resource}/{name}", UriKind.Relative);
            await Eventually.TrueAsync(
                async () =>
                {
                    using HttpResponseMessage found = await client.GetAsync(path);
                    return found.IsSuccessStatusCode;
                },
                $"{path} is at the edge",
                () => hosts.Evidence);
        }

        return TimeProvider.System.GetElapsedTime(applied);
    }

    private static async Task<bool> IsRecordedAsync(ThreeHosts hosts)
    {
        string text = (await hosts.Kubectl.RunAsync("get", "objectsyncs,pods,configmaps,secrets", "-n", "default", "-o", "json")).Ok();
        JsonObject[] items = [.. JsonNode.Parse(text)?["items"]?.AsArray().OfType<JsonObject>() ?? []];
        var recorded = items.Where(item => Of(item, "kind") == "ObjectSync")
            .ToDictionary(item => Of(item, "metadata", "name"), item => Of(item, "status", "objectResourceVersion"), StringComparer.Ordinal);
        return items.Where(item => Of(item, "kind") != "ObjectSync" && Of(item, "metadata", "name").StartsWith("web-", StringComparison.Ordinal))
            .All(item => recorded.GetValueOrDefault($"{ThreeHosts.Node}.{Of(item, "metadata", "uid")}") == Of(item, "metadata", "resourceVersion"));
    }

    private static string Of(JsonNode item, params string[] path) =>
        path.Aggregate((JsonNode?)item, (node, name) => node?[name])?.GetValue<string>() ?? string.Empty;

    private static string Manifest(string name) =>
        $$$"""
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: {{{name}}}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{{name}}}}
        data: {greeting: hello}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: {{{name}}}}
        stringData: {password: p@ss}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: {{{name}}}}
        spec:
          nodeName: {{{ThreeHosts.Node}}}
          serviceAccountName: {{{name}}}
          containers:
          - name: c
            image: nginx:1.25
            envFrom: [{secretRef: {name: {{{name}}}}}]
          volumes:
          - {name: v, configMap: {name: {{{name}}}}}
        """;
}
