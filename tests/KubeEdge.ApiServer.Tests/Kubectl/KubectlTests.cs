using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Tests.Kubectl;

/// <summary>Stock kubectl, whichever version is installed, against the server.</summary>
public sealed class KubectlTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Apply_CreatesChangesAndPrunesFields()
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);

        Assert.Equal("configmap/app created\n", await kubectl.RunAsync(ConfigMap("app", """{"keep":"1","drop":"2"}"""), "apply", "-f", "-"));
        Assert.Equal("configmap/app unchanged\n", await kubectl.RunAsync(ConfigMap("app", """{"keep":"1","drop":"2"}"""), "apply", "-f", "-"));
        (await server.PatchAsync($"{Path}/app", """{"data":{"foreign":"f"}}""")).Expect(200);
        Assert.Equal("configmap/app configured\n", await kubectl.RunAsync(ConfigMap("app", """{"keep":"1","added":"3"}"""), "apply", "-f", "-"));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"keep":"1","foreign":"f","added":"3"}"""), (await server.GetAsync($"{Path}/app")).Json["data"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    [InlineData(900_000)]
    public async Task Create_DataOfAnySize_ComesBack(int size)
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);
        var value = new string('x', size);

        await kubectl.RunAsync(ConfigMap("big", $$"""{"k":"{{value}}"}"""), "create", "-f", "-");

        Assert.Equal(value, await kubectl.RunAsync(string.Empty, "get", "cm", "big", "-o", "jsonpath={.data.k}"));
        Assert.Equal("configmap \"big\" deleted\n", await kubectl.RunAsync(string.Empty, "delete", "cm", "big"));
        (await server.GetAsync($"{Path}/big")).Expect(404);
    }

    [Fact]
    public async Task Apply_NonAsciiAndBinary_ComesBack()
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);
        const string text = "grüße, 世界 😀 <&>\\\"";
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "t" },
            ["data"] = new JsonObject { ["k"] = text },
            ["binaryData"] = new JsonObject { ["b"] = "AP/+AQ==" },
        }.ToJsonString();

        await kubectl.RunAsync(body, "apply", "-f", "-");

        Assert.Equal(text, await kubectl.RunAsync(string.Empty, "get", "cm", "t", "-o", "jsonpath={.data.k}"));
        Assert.Equal("AP/+AQ==", await kubectl.RunAsync(string.Empty, "get", "cm", "t", "-o", "jsonpath={.binaryData.b}"));
    }

    [Fact]
    public async Task Get_EveryForm()
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);
        await server.CreateConfigMapAsync("a", ""","data":{"k":"1"}""");
        await server.CreateConfigMapAsync("b");

        Assert.Matches("^NAME +DATA +AGE\na +1 +\\d+s\nb +0 +\\d+s\n$", await kubectl.RunAsync(string.Empty, "get", "cm"));
        Assert.Equal("configmap/a\nconfigmap/b\n", await kubectl.RunAsync(string.Empty, "get", "cm", "--chunk-size=1", "-o", "name"));
        Assert.Contains("data:\n  k: \"1\"\nkind: ConfigMap\n", await kubectl.RunAsync(string.Empty, "get", "cm", "a", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Equal("List", JsonNode.Parse(await kubectl.RunAsync(string.Empty, "get", "cm", "-o", "json"))?["kind"]?.GetValue<string>());
        Assert.Contains("default           Active", await kubectl.RunAsync(string.Empty, "get", "ns"), StringComparison.Ordinal);
        Assert.Contains("Name:         a\nNamespace:    default\n", await kubectl.RunAsync(string.Empty, "describe", "cm", "a"), StringComparison.Ordinal);
        Assert.Contains("configmaps", await kubectl.RunAsync(string.Empty, "api-resources", "--api-group="), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangingCommands_Work()
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);
        await kubectl.RunAsync("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}""", "create", "-f", "-");
        await kubectl.RunAsync(ConfigMap("a", """{"k":"1"}"""), "-n", "n", "create", "-f", "-");

        Assert.Equal("configmap/a labeled\n", await kubectl.RunAsync(string.Empty, "-n", "n", "label", "cm", "a", "x=y"));
        Assert.Equal("configmap/a annotated\n", await kubectl.RunAsync(string.Empty, "-n", "n", "annotate", "cm", "a", "x=y"));
        Assert.Equal("configmap/a replaced\n", await kubectl.RunAsync(ConfigMap("a", """{"r":"2"}"""), "-n", "n", "replace", "-f", "-"));
        Assert.Equal("configmap/a patched\n", await kubectl.RunAsync(string.Empty, "-n", "n", "patch", "cm", "a", "-p", """{"data":{"p":"3"}}"""));
        Assert.Equal("""{"p":"3","r":"2"}""", await kubectl.RunAsync(string.Empty, "-n", "n", "get", "cm", "a", "-o", "jsonpath={.data}"));
        Assert.Equal("namespace \"n\" deleted\n", await kubectl.RunAsync(string.Empty, "delete", "ns", "n"));
        Assert.Empty((await server.GetAsync("/api/v1/configmaps")).Names);
    }

    [Fact]
    public async Task Errors_ArePrintedAsFromKubernetes()
    {
        await using var server = await StartAsync();
        var kubectl = new KubectlClient(server);

        Assert.Equal(
            "Error from server (NotFound): configmaps \"none\" not found\n", (await kubectl.TryRunAsync(string.Empty, "get", "cm", "none")).Errors);
        Assert.StartsWith(
            "The ConfigMap \"BAD\" is invalid: metadata.name: Invalid value: \"BAD\": a lowercase RFC 1123 subdomain must consist of",
            (await kubectl.TryRunAsync(ConfigMap("BAD", "{}"), "apply", "-f", "-")).Errors,
            StringComparison.Ordinal);
        Assert.Equal(
            "Error from server (Forbidden): namespaces \"default\" is forbidden: this namespace may not be deleted\n",
            (await kubectl.TryRunAsync(string.Empty, "delete", "ns", "default")).Errors);
    }

    [Fact]
    public async Task GetWatch_PrintsEveryChange()
    {
        await using var server = await StartAsync();
        await server.CreateConfigMapAsync("seed");
        using var process = new KubectlClient(server).Start("get", "cm", "-w", "--output-watch-events");
        try
        {
            await ExpectLineAsync(process.StandardOutput, "^EVENT +NAME +DATA +AGE$");
            await ExpectLineAsync(process.StandardOutput, "^ADDED +seed +0 ");
            // kubectl prints the list first and watches from its version, so nothing can slip between.
            await server.CreateConfigMapAsync("w", ""","data":{"k":"1"}""");
            await ExpectLineAsync(process.StandardOutput, "^ADDED +w +1 ");
            (await server.PatchAsync($"{Path}/w", """{"data":{"l":"2"}}""")).Expect(200);
            await ExpectLineAsync(process.StandardOutput, "^MODIFIED +w +2 ");
            (await server.DeleteAsync($"{Path}/w")).Expect(200);
            await ExpectLineAsync(process.StandardOutput, "^DELETED +w +2 ");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(TestServer.Patience);
        }
    }

    [Fact]
    public async Task EdgeApi_IsReadable()
    {
        KubectlClient.RequireOrSkip();
        await using var server = await TestServer.StartAsync(options => options.ReadOnly = true);
        var kubectl = new KubectlClient(server);
        var batch = new StoreBatch();
        var json = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default","uid":"u","resourceVersion":"77"},"data":{"k":"1"}}"""u8.ToArray();
        batch.Put(new ResourceKey(string.Empty, "configmaps", "default", "a"), "u", 77, json);
        await server.Store.CommitAsync(batch, Durability.Full);

        Assert.Contains("resourceVersion: \"77\"", await kubectl.RunAsync(string.Empty, "get", "cm", "a", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Matches("^NAME +DATA +AGE\na +1 +", await kubectl.RunAsync(string.Empty, "get", "cm"));
        Assert.Contains("Name:         a\n", await kubectl.RunAsync(string.Empty, "describe", "cm", "a"), StringComparison.Ordinal);
    }

    private static async Task ExpectLineAsync(StreamReader reader, string pattern) =>
        Assert.Matches(pattern, await reader.ReadLineAsync().WaitAsync(TestServer.Patience) ?? "end");

    private static string ConfigMap(string name, string data) =>
        $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{{data}}}""";

    private static Task<TestServer> StartAsync()
    {
        KubectlClient.RequireOrSkip();
        return TestServer.StartAsync();
    }
}
