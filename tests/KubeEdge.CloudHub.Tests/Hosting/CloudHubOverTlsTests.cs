using System.Text.Json.Nodes;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Hosting;

public sealed class CloudHubOverTlsTests
{
    [Fact]
    public async Task Put_ConnectedNode_IsDeliveredAcknowledgedAndRecorded()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);
        await using var edge = await cloud.ConnectAsync("edge-1");
        cloud.Put("demo", "u1", 7);

        var message = await edge.ReceiveAsync();
        Assert.Equal("default/configmap/demo", message.Route.Resource);
        await edge.AcknowledgeAsync(message);
        await cloud.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
        await RecordedAsync(api, "edge-1.u1");
        await edge.DisposeAsync();
        await cloud.DisposeAsync();

        var record = Assert.Single(api.List("objectsyncs"));
        Assert.Equal("edge-1.u1", record["metadata"]?["name"]?.GetValue<string>());
        Assert.Equal("default", record["metadata"]?["namespace"]?.GetValue<string>());
        Assert.Equal("""{"objectAPIVersion":"v1","objectKind":"ConfigMap","objectName":"demo"}""", record["spec"]?.ToJsonString());
        Assert.Equal("""{"objectResourceVersion":"7"}""", record["status"]?.ToJsonString());
    }

    [Fact]
    public async Task Restart_OnTheSameRecords_SendsOnlyTheDifference()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using (var first = await CloudRig.StartAsync(directory.Path, api.Address))
        {
            await using var edge = await first.ConnectAsync("edge-1");
            foreach (var name in (string[])["same", "changed", "deleted"])
            {
                first.Put(name, $"u-{name}", 7);
                await edge.AcknowledgeAsync(await edge.ReceiveAsync());
                await first.Watcher.WaitForAsync($"acknowledged edge-1 {name} 7");
                await RecordedAsync(api, $"edge-1.u-{name}");
            }
        }

        await using var second = await CloudRig.StartAsync(directory.Path, api.Address);
        second.Put("same", "u-same", 7);
        second.Put("changed", "u-changed", 8);
        second.Desired.MarkSynced(TestObjects.ConfigMaps);
        await second.KnowsAsync("edge-1", holdings: 3);
        await using var again = await second.ConnectAsync("edge-1");
        var messages = new[] { await again.ReceiveAsync(), await again.ReceiveAsync() };
        foreach (var message in messages)
        {
            await again.AcknowledgeAsync(message);
        }

        Assert.Equal(
            ["delete default/configmap/deleted", "update default/configmap/changed"],
            messages.Select(message => $"{message.Route.Operation} {message.Route.Resource}").Order());
    }

    [Fact]
    public async Task Connect_WithoutCertificateOrWithAForeignOne_IsRefused()
    {
        using var directory = new TemporaryDirectory();
        using var foreignDirectory = new TemporaryDirectory();
        using var foreign = CertificateAuthority.LoadOrCreate(foreignDirectory.Path, TimeProvider.System);
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);

        foreach (var certificate in new[] { null, foreign.IssueNode("edge-1"), cloud.Authority.IssueServer(["edge-1"], []) })
        {
            var result = await cloud.DialAsync("edge-1", certificate);
            Assert.Null(result.Link);
            Assert.Equal(DialFailure.Tls, result.Failure);
        }

        var wrongServer = await cloud.DialAsync("edge-1", cloud.Authority.IssueNode("edge-1"), authority: foreign.Certificate);
        Assert.Equal(DialFailure.Tls, wrongServer.Failure);
        Assert.Equal(0, cloud.Hub.ConnectedNodes);
        await using var good = await cloud.ConnectAsync("edge-1");
    }

    [Fact]
    public async Task Connect_CertificateOfAnotherNode_IsForbidden()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);

        var result = await cloud.DialAsync("edge-2", cloud.Authority.IssueNode("edge-1"));

        Assert.Equal(DialFailure.Refused, result.Failure);
        Assert.False(cloud.Hub.IsConnected("edge-2"));
    }

    [Fact]
    public async Task Connect_AtTheNodeLimit_OthersAreBusyButTheNodeItselfMayReplaceItsSession()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(
            directory.Path,
            api.Address,
            options =>
            {
                options.NodeLimit = 2;

                // As long as a busy machine may need for an orderly end.
                options.Link.CloseTimeout = TimeSpan.FromSeconds(30);
            });
        await using var one = await cloud.ConnectAsync("edge-1");
        await cloud.SessionAsync("edge-1");
        await using var two = await cloud.ConnectAsync("edge-2");
        await cloud.SessionAsync("edge-2");

        var third = await cloud.DialAsync("edge-3", cloud.Authority.IssueNode("edge-3"));
        Assert.Equal(DialFailure.Busy, third.Failure);
        Assert.Equal(TimeSpan.FromSeconds(5), third.RetryAfter);

        await using var again = await cloud.ConnectAsync("edge-1");
        var closed = await one.EndAsync();
        Assert.True(closed.IsOrderly);
        Assert.Contains("replaced", closed.Detail, StringComparison.Ordinal);
        Assert.Equal(2, cloud.Hub.ConnectedNodes);
        cloud.Put("demo", "u1", 7);
        Assert.Equal("default/configmap/demo", (await again.ReceiveAsync()).Route.Resource);
    }

    [Fact]
    public async Task Inventory_ObjectWithoutARecord_IsDeletedAndTheRestIsNotSentAgain()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);
        cloud.Put("held", "u1", 7);
        cloud.Put("older", "u2", 8);
        cloud.Desired.MarkSynced(TestObjects.ConfigMaps);
        var dialed = await cloud.DialAsync("edge-1", cloud.Authority.IssueNode("edge-1"), ["inventory", "something-else"]);
        await using var edge = dialed.Link ?? throw new InvalidOperationException(dialed.Detail);
        Assert.Equal(["inventory"], edge.Peer.Features);

        await edge.SendInventoryAsync("""{"part":1,"last":false,"objects":[{"resource":"default/configmap/held","uid":"u1","resourceVersion":"7"}]}""");
        await edge.SendInventoryAsync("""{"part":2,"last":true,"objects":[{"resource":"default/configmap/older","uid":"u2","resourceVersion":"3"},{"resource":"gone/configmap/orphan","uid":"u3","resourceVersion":"5"}]}""");
        var messages = new[] { await edge.ReceiveAsync(), await edge.ReceiveAsync() };
        foreach (var message in messages)
        {
            await edge.AcknowledgeAsync(message);
        }

        await cloud.Watcher.WaitForAsync("acknowledged edge-1 older 8");
        Assert.Equal(
            ["delete gone/configmap/orphan", "update default/configmap/older"],
            messages.Select(message => $"{message.Route.Operation} {message.Route.Resource}").Order());
    }

    /// <summary>Waits until a record has its version: a hub that stops gives that as long as its stop may take, and no longer.</summary>
    private static Task RecordedAsync(FakeApi api, string name) => api.UntilAsync(
        api => api.List("objectsyncs").Any(record => (string?)record["metadata"]?["name"] == name
            && (string?)record["status"]?["objectResourceVersion"] == "7"),
        $"{name} is recorded");
}
