using System.Net;
using System.Net.Http.Headers;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;
using KubeEdge.Kubernetes.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.Kubernetes.Tests.Client;

public sealed class KubeClientTests
{
    private static readonly KubeObject _demo = Sample.ConfigMap("demo");

    [Fact]
    public async Task GetAsync_Object_IsReturned()
    {
        var server = FakeServer.Always(HttpStatusCode.OK, Sample.Text(_demo.Json));
        using var client = server.Client();

        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo");

        Assert.True(result.IsSuccess);
        Assert.Equal("demo", result.Object?.Name);
        Assert.Equal(("GET", "/prefix/api/v1/namespaces/default/configmaps/demo"), (server.Last.Method, server.Last.Path));
        Assert.Equal("kubeedge-dotnet", server.Last.UserAgent);
        Assert.Null(server.Last.Authorization);
    }

    [Fact]
    public async Task Calls_EachVerb_SendWhatKubernetesExpects()
    {
        var server = FakeServer.Always(HttpStatusCode.OK, Sample.Text(_demo.Json));
        using var client = server.Client(configure: options => options.Token = "secret");

        await client.CreateAsync(Sample.ConfigMaps, "default", _demo);
        Assert.Equal(("POST", "/prefix/api/v1/namespaces/default/configmaps"), (server.Last.Method, server.Last.Path));
        Assert.Equal(Sample.Text(_demo.Json), server.Last.Body);
        Assert.Equal("application/json", server.Last.ContentType);
        Assert.Equal("Bearer secret", server.Last.Authorization);

        await client.UpdateAsync(Sample.ConfigMaps, "default", _demo);
        Assert.Equal(("PUT", "/prefix/api/v1/namespaces/default/configmaps/demo"), (server.Last.Method, server.Last.Path));

        await client.UpdateStatusAsync(Sample.Nodes, null, Sample.Parse("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"edge/1"}}"""));
        Assert.Equal(("PUT", "/prefix/api/v1/nodes/edge%2F1/status"), (server.Last.Method, server.Last.Path));

        await client.DeleteAsync(Sample.Leases, "a", "b");
        Assert.Equal(("DELETE", "/prefix/apis/coordination.k8s.io/v1/namespaces/a/leases/b"), (server.Last.Method, server.Last.Path));
        Assert.Null(server.Last.Body);

        var condition = new KubeDeleteOptions { Uid = "u", ResourceVersion = "5", PropagationPolicy = "Background", GracePeriodSeconds = 0 };
        await client.DeleteAsync(Sample.ConfigMaps, "default", "demo", condition);
        Assert.Equal(
            """{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0,"preconditions":{"uid":"u","resourceVersion":"5"}}""",
            server.Last.Body);
    }

    [Theory]
    [InlineData(PatchKind.Merge, "application/merge-patch+json", "")]
    [InlineData(PatchKind.Strategic, "application/strategic-merge-patch+json", "")]
    [InlineData(PatchKind.Json, "application/json-patch+json", "")]
    [InlineData(PatchKind.Apply, "application/apply-patch+yaml", "?fieldManager=kubeedge&force=true")]
    public async Task PatchAsync_Kind_IsTheMediaType(PatchKind kind, string mediaType, string query)
    {
        var server = FakeServer.Always(HttpStatusCode.OK, Sample.Text(_demo.Json));
        using var client = server.Client();

        var options = new KubePatchOptions { Subresource = "status", Force = true };
        await client.PatchAsync(Sample.ConfigMaps, "default", "demo", kind, Sample.Utf8("{}"), options);

        Assert.Equal(("PATCH", "/prefix/api/v1/namespaces/default/configmaps/demo/status" + query), (server.Last.Method, server.Last.Path));
        Assert.Equal(mediaType, server.Last.ContentType);
        Assert.Equal("{}", server.Last.Body);
    }

    [Fact]
    public async Task DeleteAsync_SuccessStatus_HasNoObject()
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, Sample.Text(KubeStatus.Deleted(Sample.ConfigMaps, "demo", "u").ToJson())).Client();
        Assert.Equal(default, await client.DeleteAsync(Sample.ConfigMaps, "default", "demo"));
    }

    [Theory]
    [InlineData(400, "BadRequest")]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    [InlineData(405, "MethodNotAllowed")]
    [InlineData(406, "NotAcceptable")]
    [InlineData(409, "Conflict")]
    [InlineData(410, "Gone")]
    [InlineData(413, "RequestEntityTooLarge")]
    [InlineData(415, "UnsupportedMediaType")]
    [InlineData(422, "Invalid")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "Timeout")]
    [InlineData(418, "")]
    [InlineData(302, "")]
    public async Task GetAsync_FailureWithoutStatus_IsMadeIntoOne(int code, string reason)
    {
        using var client = FakeServer.Always((HttpStatusCode)code, "<html>no</html>").Client();
        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo");

        Assert.False(result.IsSuccess);
        Assert.Equal((code, reason, "<html>no</html>"), (result.Error.Code, result.Error.Reason, result.Error.Message));
    }

    [Fact]
    public async Task GetAsync_FailureWithStatus_IsThatStatus()
    {
        using var client = FakeServer.Always(HttpStatusCode.Conflict, Sample.Text(KubeStatus.Conflict(Sample.ConfigMaps, "demo").ToJson())).Client();
        var result = await client.UpdateAsync(Sample.ConfigMaps, "default", _demo);

        Assert.Equal("Conflict", result.Error?.Reason);
        Assert.Equal("demo", result.Error?.Details?.Name);
    }

    [Fact]
    public async Task GetAsync_RetryAfterHeader_IsInTheStatus()
    {
        var time = new ManualTimeProvider();
        var wait = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        var server = new FakeServer(_ =>
        {
            var response = FakeServer.Json(HttpStatusCode.TooManyRequests, "");
            response.Headers.RetryAfter = wait;
            return response;
        });
        using var client = server.Client(time);

        Assert.Equal(TimeSpan.FromSeconds(7), (await client.GetAsync(Sample.Nodes, null, "n")).Error?.RetryAfter);
        wait = new RetryConditionHeaderValue(time.GetUtcNow().AddSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), (await client.GetAsync(Sample.Nodes, null, "n")).Error?.RetryAfter);
        wait = new RetryConditionHeaderValue(time.GetUtcNow().AddSeconds(-5));
        Assert.Null((await client.GetAsync(Sample.Nodes, null, "n")).Error?.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"kind\":\"ConfigMap\"")]
    [InlineData("{\"kind\":\"Status\",\"status\":\"Failure\",\"apiVersion\":\"v1\"}")]
    public async Task GetAsync_SuccessWithBrokenBody_IsInvalidResponse(string body)
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, body).Client();
        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo");
        Assert.Equal(StatusReasons.InvalidResponse, result.Error?.Reason);
    }

    [Fact]
    public async Task GetAsync_LargerThanTheLimit_IsInvalidResponse()
    {
        var server = FakeServer.Always(HttpStatusCode.OK, Sample.Text(_demo.Json));
        using var exact = server.Client(configure: options => options.Limits.MaxResponseBytes = _demo.Json.Length);
        using var less = server.Client(configure: options => options.Limits.MaxResponseBytes = _demo.Json.Length - 1);

        Assert.True((await exact.GetAsync(Sample.ConfigMaps, "default", "demo")).IsSuccess);
        Assert.Equal(StatusReasons.InvalidResponse, (await less.GetAsync(Sample.ConfigMaps, "default", "demo")).Error?.Reason);
    }

    [Fact]
    public async Task GetAsync_LostConnection_IsAValue()
    {
        using var client = new FakeServer(_ => throw new HttpRequestException("refused", new IOException("by peer"))).Client();
        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo");

        Assert.True(result.Error?.IsUnreachable);
        Assert.Equal("GET api/v1/namespaces/default/configmaps/demo: refused (by peer)", result.Error?.Message);
    }

    [Fact]
    public async Task GetAsync_SilentServer_EndsAtTheDeadline()
    {
        var time = new ManualTimeProvider();
        using var client = new FakeServer(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            throw new InvalidOperationException("never");
        }).Client(time);

        var call = client.GetAsync(Sample.ConfigMaps, "default", "demo");
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));

        var result = await call.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(result.Error?.IsUnreachable);
        Assert.EndsWith("no answer in time", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(0, time.ActiveTimers);
    }

    [Fact]
    public async Task GetAsync_CancelledByCaller_Throws()
    {
        using var stop = new CancellationTokenSource();
        using var client = new FakeServer(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("never");
        }).Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(Sample.ConfigMaps, "default", "demo", stop.Token));
    }

    [Fact]
    public async Task GetAsync_TokenFile_IsReadEachTime()
    {
        var file = Path.GetTempFileName();
        var server = FakeServer.Always(HttpStatusCode.OK, Sample.Text(_demo.Json));
        using var client = server.Client(configure: options => (options.Token, options.TokenFile) = ("old", file));

        await File.WriteAllTextAsync(file, "one\n");
        await client.GetAsync(Sample.ConfigMaps, "default", "demo");
        Assert.Equal("Bearer one", server.Last.Authorization);
        await File.WriteAllTextAsync(file, "two");
        await client.GetAsync(Sample.ConfigMaps, "default", "demo");
        Assert.Equal("Bearer two", server.Last.Authorization);
        File.Delete(file);
        Assert.True((await client.GetAsync(Sample.ConfigMaps, "default", "demo")).Error?.IsUnreachable);
    }

    [Fact]
    public async Task ListAsync_Options_AreInTheQuery()
    {
        Assert.True(LabelSelector.TryParse("a in (b,c)", out var labels, out _));
        Assert.True(FieldSelector.TryParse("metadata.name=x", out var fields, out _));
        var server = FakeServer.Always(HttpStatusCode.OK, """{"metadata":{"resourceVersion":"9"},"items":[]}""");
        using var client = server.Client();

        await client.ListAsync(Sample.Pods, null, new KubeListOptions { Limit = 5, ResourceVersion = "3", Labels = labels, Fields = fields });
        Assert.Equal("/prefix/api/v1/pods?limit=5&resourceVersion=3&labelSelector=a%20in%20%28b%2Cc%29&fieldSelector=metadata.name%3Dx", server.Last.Path);
        await client.ListAsync(Sample.Pods, "n", new KubeListOptions { Continue = "t/+=", ResourceVersion = "3" });
        Assert.Equal("/prefix/api/v1/namespaces/n/pods?continue=t%2F%2B%3D", server.Last.Path);
    }

    [Fact]
    public async Task ListAsync_TypedList_ItemsGetTheirType()
    {
        using var client = FakeServer.Always(
            HttpStatusCode.OK,
            """
            {"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"9","continue":"next","remainingItemCount":3},
             "items":[{"metadata":{"name":"a"}}, {"apiVersion":"v1","kind":"Other","metadata":{"name":"b"}} , {"data":{"kind":"x"},"metadata":{"name":"c"}}]}
            """).Client();

        var result = await client.ListAsync(Sample.ConfigMaps, null);

        Assert.True(result.IsSuccess);
        Assert.Equal(("9", "next", 3), (result.List.ResourceVersion, result.List.Continue, result.List.RemainingItems));
        Assert.Equal(["v1 ConfigMap a@", "v1 Other b@", "v1 ConfigMap c@"], result.List.Items.Select(item => item.ToString()));
        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""", Sample.Text(result.List.Items[0].Json));
    }

    [Theory]
    [InlineData("", "invalid list")]
    [InlineData("[]", "invalid list: the document is no object")]
    [InlineData("{}", "invalid list: it has no metadata.resourceVersion")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{}]}", "invalid list: item 0: metadata is missing")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[5]}", "invalid list: item 0: the document is a number, expected an object")]
    [InlineData("{\"metadata\":{\"resourceVersion\":1},\"items\":[]}", "invalid list")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"metadata\":{}}", "invalid list")]
    public async Task ListAsync_BrokenList_IsInvalidResponse(string body, string expected)
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, body).Client();
        var result = await client.ListAsync(Sample.ConfigMaps, null);

        Assert.Equal(StatusReasons.InvalidResponse, result.Error?.Reason);
        Assert.StartsWith(expected, result.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_NullItems_IsEmpty()
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, """{"items":null,"metadata":{"resourceVersion":"1","continue":""}}""").Client();
        var result = await client.ListAsync(Sample.ConfigMaps, null);
        Assert.Empty(result.List?.Items ?? [_demo]);
        Assert.Null(result.List?.Continue);
    }

    [Fact]
    public async Task Calls_Misuse_Throws()
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, "").Client();

        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(Sample.ConfigMaps, null, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateAsync(Sample.ConfigMaps, null, _demo));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(Sample.Nodes, null, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync(Sample.Nodes, null, ".."));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync(Sample.ConfigMaps, ".", "x"));
        Assert.Throws<ArgumentException>(() => new KubeClient(new KubeClientOptions { Server = new Uri("ftp://x") }));
        Assert.Throws<ArgumentException>(() => new KubeClient(new KubeClientOptions { Server = new Uri("/x", UriKind.Relative) }));
    }
}
