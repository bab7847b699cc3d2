using System.Globalization;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Listing;

public sealed class ListTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("/api/v1/configmaps", "ConfigMapList", "v1")]
    [InlineData("/apis/coordination.k8s.io/v1/leases", "LeaseList", "coordination.k8s.io/v1")]
    [InlineData("/apis/devices.kubeedge.io/v1beta1/devices", "DeviceList", "devices.kubeedge.io/v1beta1")]
    [InlineData("/api/v1/namespaces/none/configmaps", "ConfigMapList", "v1")]
    public async Task List_Empty_HasKindAndVersion(string path, string kind, string apiVersion)
    {
        await using var server = await TestServer.StartAsync();

        var list = (await server.GetAsync(path)).Expect(200);

        Assert.Equal(kind, list.Json["kind"]?.GetValue<string>());
        Assert.Equal(apiVersion, list.Json["apiVersion"]?.GetValue<string>());
        Assert.Equal("[]", list.Json["items"]?.ToJsonString());
        Assert.True(ulong.Parse(list.Version, CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task List_AllNamespaces_IsInTheOrderOfEtcd()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var ns in new[] { "n", "n-2" })
        {
            (await server.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""")).Expect(201);
            await server.CreateConfigMapAsync($"in-{ns}", ns: ns);
        }

        // The path "n-2/…" sorts before "n/…".
        Assert.Equal(["in-n-2", "in-n"], (await server.GetAsync("/api/v1/configmaps")).Names);
    }

    [Fact]
    public async Task List_Pages_ShowOneState()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await server.CreateConfigMapAsync(name);
        }

        var first = (await server.GetAsync($"{Path}?limit=2")).Expect(200);
        (await server.DeleteAsync($"{Path}/c")).Expect(200);
        await server.CreateConfigMapAsync("bb");
        var second = (await server.GetAsync($"{Path}?limit=2&continue={Token(first)}")).Expect(200);
        var third = (await server.GetAsync($"{Path}?limit=2&continue={Token(second)}")).Expect(200);

        Assert.Equal(["a", "b", "c", "d", "e"], [.. first.Names, .. second.Names, .. third.Names]);
        Assert.Equal(3, first.Json["metadata"]?["remainingItemCount"]?.GetValue<int>());
        Assert.Equal(first.Version, third.Version);
        Assert.Null(third.Json["metadata"]?["continue"]);
    }

    [Fact]
    public async Task List_WatchFromItsVersion_MissesNothing()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");
        var version = (await server.GetAsync(Path)).Version;
        await server.CreateConfigMapAsync("b");

        await using var watch = await server.WatchAsync($"{Path}?watch=true&resourceVersion={version}");

        await watch.ExpectAsync("ADDED b");
    }

    [Theory]
    [InlineData("labelSelector=x%3D1", "a,c")]
    [InlineData("labelSelector=x%20in%20(2)", "b")]
    [InlineData("labelSelector=!x", "d")]
    [InlineData("fieldSelector=metadata.name%3Db", "b")]
    [InlineData("fieldSelector=metadata.name!%3Db", "a,c,d")]
    [InlineData("fieldSelector=metadata.namespace%3Dkube-system", "")]
    [InlineData("labelSelector=x%3D1&fieldSelector=metadata.name%3Db", "")]
    public async Task List_Selector_Selects(string query, string expected)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", metadata: ""","labels":{"x":"1"}""");
        await server.CreateConfigMapAsync("b", metadata: ""","labels":{"x":"2"}""");
        await server.CreateConfigMapAsync("c", metadata: ""","labels":{"x":"1"}""");
        await server.CreateConfigMapAsync("d");

        Assert.Equal(expected, string.Join(',', (await server.GetAsync($"{Path}?{query}")).Expect(200).Names));
    }

    [Theory]
    [InlineData("labelSelector=a%20in", 400, "unable to parse requirement: found '' expected: '('")]
    [InlineData("fieldSelector=x", 400, "invalid selector: 'x'; can't understand 'x'")]
    [InlineData("fieldSelector=data.k%3D1", 400, "\"data.k\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("limit=abc", 400, "strconv.ParseInt: parsing \"abc\": invalid syntax")]
    [InlineData("resourceVersion=abc", 400, "resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax")]
    [InlineData("continue=bogus", 400, "invalid continue token: continue key is not valid: illegal base64 data at input byte 4")]
    [InlineData("continue=e30", 400, "invalid continue token")]
    [InlineData("resourceVersionMatch=Exact", 422, "resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersionMatch=Bogus&resourceVersion=1", 422, "Unsupported value: \"Bogus\": supported values: \"Exact\", \"NotOlderThan\", \"\"")]
    [InlineData("resourceVersionMatch=Exact&resourceVersion=1", 410, "The resourceVersion for the provided list is too old.")]
    [InlineData("resourceVersion=999999", 504, "Too large resource version: 999999, current: ")]
    [InlineData("watch=1&resourceVersion=1&resourceVersionMatch=Exact", 422, "resourceVersionMatch is forbidden for watch")]
    [InlineData("watch=1&resourceVersion=999999", 504, "Too large resource version")]
    [InlineData("watch=1&sendInitialEvents=true", 422, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]
    public async Task List_WrongQuery_SaysWhat(string query, int code, string message)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Contains(message, (await server.GetAsync($"{Path}?{query}")).Expect(code).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continue_AfterRestart_IsExpiredOrConsistent()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");
        await server.CreateConfigMapAsync("b");
        var token = Token((await server.GetAsync($"{Path}?limit=1")).Expect(200));
        await server.CreateConfigMapAsync("c");

        // Another selector is another list: the kept snapshot is not its.
        var answer = (await server.GetAsync($"{Path}?limit=1&labelSelector=x&continue={token}")).Expect(410);

        Assert.Equal("Expired", answer.Reason);
    }

    [Theory]
    [InlineData("application/vnd.kubernetes.protobuf")]
    [InlineData("application/yaml")]
    [InlineData("application/json;as=Table;v=v7;g=meta.k8s.io")]
    public async Task Accept_NothingThatCanBeWritten_Is406(string accept)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("only the following media types are accepted: application/json", (await server.GetAsync(Path, accept)).Expect(406).Message);
    }

    [Theory]
    [InlineData("application/vnd.kubernetes.protobuf,application/json")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("text/html,*/*;q=0.8")]
    public async Task Accept_WithJsonAmongOthers_IsServed(string accept)
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("application/json", (await server.GetAsync(Path, accept)).Expect(200).ContentType);
    }

    [Fact]
    public async Task Pretty_IsIndented()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Contains("\n  \"kind\": \"Namespace\"", (await server.GetAsync("/api/v1/namespaces/default?pretty=true")).Text, StringComparison.Ordinal);
    }

    private static string Token(Answer page) => page.Json["metadata"]?["continue"]?.GetValue<string>() ?? string.Empty;
}
