using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Hosting;

/// <summary>Records in an API with a status subresource: what the original leaves there, what two hubs do, and records without a namespace.</summary>
public sealed class DeliveryRecordTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private FakeApi? _api;

    private FakeApi Api => _api ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _api = await FakeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task ClusterScopedObject_IsRecordedWithoutANamespaceAndNotSentAgainAfterARestart()
    {
        await using (var cloud = await StartAsync())
        {
            await using var edge = await ConnectAsync(cloud);
            cloud.Desired.Put(PeerView.Nodes, Node(5), Audience.Node("edge-1"));
            var update = await edge.ReceiveAsync();
            Assert.Equal("null/node/edge-1", update.Route.Resource);
            await edge.AcknowledgeAsync(update);
            await RecordAsync("clusterobjectsyncs", "edge-1.n1", "5");
        }

        var record = Assert.Single(Api.List("clusterobjectsyncs"));
        Assert.Null(record["metadata"]!["namespace"]);
        Assert.Equal("""{"objectAPIVersion":"v1","objectKind":"Node","objectName":"edge-1"}""", record["spec"]!.ToJsonString());
        Assert.Empty(Api.List("objectsyncs"));

        await using var again = await StartAsync();
        again.Desired.Put(PeerView.Nodes, Node(5), Audience.Node("edge-1"));
        again.Put("demo", "u1", 7);
        await again.KnowsAsync("edge-1", holdings: 1);
        await using var reconnected = await ConnectAsync(again);
        Assert.Equal("default/configmap/demo", (await reconnected.ReceiveAsync()).Route.Resource);
    }

    [Fact]
    public async Task Purge_NodeThatIsGone_BothKindsOfRecordsGo()
    {
        await using var cloud = await StartAsync();
        await using (var edge = await ConnectAsync(cloud))
        {
            cloud.Desired.Put(PeerView.Nodes, Node(5), Audience.Node("edge-1"));
            await edge.AcknowledgeAsync(await edge.ReceiveAsync());
            cloud.Put("demo", "u1", 7);
            await edge.AcknowledgeAsync(await edge.ReceiveAsync());
            await RecordAsync("clusterobjectsyncs", "edge-1.n1", "5");
            await RecordAsync("objectsyncs", "edge-1.u1", "7");
        }

        await cloud.Watcher.WaitForAsync("disconnected edge-1");
        using var limit = new CancellationTokenSource(_limit);
        while (!await cloud.Records.PurgeAsync("edge-1", limit.Token))
        {
            // The answer to the last write is still on its way; the sync controller tries again, too.
            await Task.Yield();
        }

        Assert.Empty(Api.List("clusterobjectsyncs"));
        Assert.Empty(Api.List("objectsyncs"));
    }

    /// <summary>The original never delivers an object whose record has no version, and resends for ever when one is stuck.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("not-a-number")]
    public async Task RecordOfTheOriginal_InAnyState_ObjectIsDeliveredAndTheRecordHealed(string? status)
    {
        await WriteRecordAsync("edge-1.u1", "demo", status);
        await using var cloud = await StartAsync();
        cloud.Put("demo", "u1", 7);
        await using var edge = await ConnectAsync(cloud);

        var message = await edge.ReceiveAsync();

        Assert.Equal(("update", "7"), (message.Route.Operation, message.Header.ResourceVersion));
        await edge.AcknowledgeAsync(message);
        await RecordAsync("objectsyncs", "edge-1.u1", "7");
    }

    [Fact]
    public async Task RecordOfTheOriginal_WithoutAVersionAndWithoutAnObject_DeletionIsSentAndTheRecordGoes()
    {
        await WriteRecordAsync("edge-1.u1", "demo", null);
        await using var cloud = await StartAsync();
        cloud.Desired.MarkSynced(TestObjects.ConfigMaps);
        await using var edge = await ConnectAsync(cloud);

        var message = await edge.ReceiveAsync();

        Assert.Equal(
            ("delete", """{"metadata":{"name":"demo","namespace":"default","uid":"u1"}}"""),
            (message.Route.Operation, Encoding.UTF8.GetString(message.Content.ToData().Span)));
        await edge.AcknowledgeAsync(message);
        await RecordAsync("objectsyncs", "edge-1.u1", null);
    }

    [Fact]
    public async Task StatusCannotBeWrittenAfterTheAcknowledgement_IsWrittenWithoutAReconnect()
    {
        var failures = 3;
        Api.Fault = (method, path) => method == "PUT" && path.EndsWith("/status", StringComparison.Ordinal) && failures-- > 0 ? 500 : null;
        await using var cloud = await StartAsync();
        await using var edge = await ConnectAsync(cloud);
        cloud.Put("demo", "u1", 7);
        await edge.AcknowledgeAsync(await edge.ReceiveAsync());

        await RecordAsync("objectsyncs", "edge-1.u1", "7");
    }

    [Fact]
    public async Task TwoHubs_NodeMoves_NothingIsSentTwiceAndNothingIsLost()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        foreach (var hub in new[] { first, second })
        {
            hub.Put("same", "u1", 7);
            hub.Put("changed", "u2", 8);
            hub.Put("gone", "u3", 9);
            hub.Desired.MarkSynced(TestObjects.ConfigMaps);
        }

        await using (var edge = await ConnectAsync(first))
        {
            for (var i = 0; i < 3; i++)
            {
                await edge.AcknowledgeAsync(await edge.ReceiveAsync());
            }

            foreach (var (uid, version) in new[] { ("u1", "7"), ("u2", "8"), ("u3", "9") })
            {
                await RecordAsync("objectsyncs", $"edge-1.{uid}", version);
            }
        }

        foreach (var hub in new[] { first, second })
        {
            hub.Put("changed", "u2", 18);
            hub.Desired.Remove(TestObjects.ConfigMaps, TestObjects.ConfigMap("gone", "u3", 19));
        }

        await second.KnowsAsync("edge-1", holdings: 3);
        await using (var edge = await ConnectAsync(second))
        {
            var messages = new[] { await edge.ReceiveAsync(), await edge.ReceiveAsync() };
            Assert.Equal(
                ["delete default/configmap/gone", "update default/configmap/changed"],
                messages.Select(message => $"{message.Route.Operation} {message.Route.Resource}").Order());
            foreach (var message in messages)
            {
                await edge.AcknowledgeAsync(message);
            }

            await RecordAsync("objectsyncs", "edge-1.u2", "18");
            await RecordAsync("objectsyncs", "edge-1.u3", null);
        }

        first.Put("new", "u4", 20);
        await using var back = await ConnectAsync(first);
        while (true)
        {
            // The former holder may not have heard yet that the deletion is done; to say it again harms nobody.
            var message = await back.ReceiveAsync();
            if (message.Route.Operation == "insert")
            {
                Assert.Equal("default/configmap/new", message.Route.Resource);
                break;
            }

            Assert.NotEqual("default/configmap/same", message.Route.Resource);
        }
    }

    private static KubeObject Node(long version) => KubeObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"edge-1","uid":"n1","resourceVersion":"{{{version}}}"} }"""));

    private Task<CloudRig> StartAsync() => CloudRig.StartAsync(_directory.Path, Api.Address);

    private static async Task<ILink> ConnectAsync(CloudRig cloud)
    {
        var link = await cloud.ConnectAsync("edge-1");

        // Only edges of the newest generation are sent their node.
        (await cloud.SessionAsync("edge-1")).Peer.Wire = WireGeneration.Current;
        await link.SendAsync(new Beehive.Messages.MessageFactory(TimeProvider.System).New(
            new Beehive.Messages.MessageRoute("edged", "meta", "null/node/edge-1", "query"), Beehive.Messages.MessageContent.Null));
        return link;
    }

    private async Task WriteRecordAsync(string name, string objectName, string? status)
    {
        using var client = new KubeClient(new KubeClientOptions { Server = Api.Address });
        var record = new JsonObject
        {
            ["apiVersion"] = RecordTypes.Namespaced.ApiVersion,
            ["kind"] = "ObjectSync",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["spec"] = new JsonObject { ["objectAPIVersion"] = "v1", ["objectKind"] = "ConfigMap", ["objectName"] = objectName },
        };
        var created = await client.CreateAsync(RecordTypes.Namespaced, "default", KubeObject.FromNode(record)).WaitAsync(_limit);
        Assert.True(created.IsSuccess, created.Error?.ToString());
        if (status is not null)
        {
            record = created.Object!.ToNode();
            record["status"] = new JsonObject { ["objectResourceVersion"] = status };
            Assert.True((await client.UpdateStatusAsync(RecordTypes.Namespaced, "default", KubeObject.FromNode(record)).WaitAsync(_limit)).IsSuccess);
        }
    }

    // Waits until a record has a status, or is gone.
    private Task RecordAsync(string plural, string name, string? status) => Api.UntilAsync(
        api =>
        {
            var record = api.List(plural).SingleOrDefault(item => item["metadata"]!["name"]!.GetValue<string>() == name);
            return status is null ? record is null : record?["status"]?["objectResourceVersion"]?.GetValue<string>() == status;
        },
        $"{name} says {status ?? "nothing"}");
}
