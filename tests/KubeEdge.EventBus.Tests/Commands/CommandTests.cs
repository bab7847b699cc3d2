using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Topics;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;

namespace KubeEdge.EventBus.Tests.Commands;

public sealed class CommandTests
{
    private static readonly string[] _forTwins =
    [
        "$hw/events/device/+/+/state/update", "$hw/events/device/+/+/twin/+", "$hw/events/device/+/state/update",
        "$hw/events/device/+/twin/+", "$hw/events/node/+/membership/get",
    ];

    private static readonly string[] _forCloud = ["$hw/events/upload/#", "+/user/#", "SYS/dis/upload_records"];

    [Fact]
    public async Task Start_SubscribesToTheFixedTopics()
    {
        await using var rig = await BusRig.StartAsync();

        Assert.Equal(_forTwins.Order(StringComparer.Ordinal), await FiltersAsync(rig.Devices, 5));
        Assert.Equal(_forCloud.Order(StringComparer.Ordinal), await FiltersAsync(rig.Data, 3));
    }

    [Fact]
    public async Task Subscribe_SurvivesARestart_UntilItIsWithdrawn()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-topics-");
        try
        {
            await using (var first = await BusRig.StartAsync(folder: folder.FullName))
            {
                await FiltersAsync(first.Data, 3);
                Assert.Equal("response", (await first.AskAsync("subscribe", "default/+/w", MessageContent.Null)).Route.Operation);
                Assert.Equal("+default/+/w", await first.Data.FilterAsync());
                Assert.Equal("response", (await first.AskAsync("subscribe", "default/+/w", MessageContent.Null)).Route.Operation);
            }

            await using (var second = await BusRig.StartAsync(folder: folder.FullName))
            {
                Assert.Contains("default/+/w", await FiltersAsync(second.Data, 4));
                await second.AskAsync("unsubscribe", "default/+/w", MessageContent.Null);
                Assert.Equal("-default/+/w", await second.Data.FilterAsync());
            }

            await using var third = await BusRig.StartAsync(folder: folder.FullName);
            await third.AskAsync("subscribe", "a/b", MessageContent.Null);
            var filters = await FiltersAsync(third.Data, 4);
            Assert.Equal(_forCloud.Append("a/b").Order(StringComparer.Ordinal), filters);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Unsubscribe_WhileTheBrokerIsAway_IsToldToItAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-topics-");
        try
        {
            await using (var first = await BusRig.StartAsync(External, folder.FullName))
            {
                await FiltersAsync(first.Data, 3);
                await first.AskAsync("subscribe", "default/+/w", MessageContent.Null);
                Assert.Equal("+default/+/w", await first.Data.FilterAsync());
                first.Data.Disconnect();
                await first.AskAsync("unsubscribe", "default/+/w", MessageContent.Null);
                Assert.Equal("-default/+/w", await first.Data.FilterAsync());
            }

            await using (var second = await BusRig.StartAsync(External, folder.FullName))
            {
                Assert.Equal("-default/+/w", await second.Data.FilterAsync());
                await FiltersAsync(second.Data, 3);
            }

            // The broker has answered, so there is nothing to remember any more.
            await using var third = await BusRig.StartAsync(External, folder.FullName);
            await FiltersAsync(third.Data, 3);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Subscribe_AgainBeforeTheBrokerKnewTheEnd_StaysSubscribed()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-topics-");
        try
        {
            await using (var first = await BusRig.StartAsync(External, folder.FullName))
            {
                await FiltersAsync(first.Data, 3);
                first.Data.Disconnect();
                await first.AskAsync("subscribe", "a/b", MessageContent.Null);
                await first.AskAsync("unsubscribe", "a/b", MessageContent.Null);
                await first.AskAsync("subscribe", "a/b", MessageContent.Null);
            }

            await using var second = await BusRig.StartAsync(External, folder.FullName);
            Assert.Equal(_forCloud.Append("a/b").Order(StringComparer.Ordinal), await FiltersAsync(second.Data, 4));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Subscriptions_OfTheOriginal_AreTakenOverOnce()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-topics-");
        try
        {
            await using (var store = await MetaStoreFile.OpenAsync(Path.Combine(folder.FullName, "edge.db")))
            {
                // What an import of edgecore.db leaves.
                var imported = store.Records(EdgeCoreDatabase.SubscribedTopics, EventBusJson.Default.TopicRecord);
                await imported.PutAsync("default/+/w", new TopicRecord(0));
                await imported.PutAsync("no/#/filter", new TopicRecord(0));
            }

            await using (var first = await BusRig.StartAsync(folder: folder.FullName))
            {
                Assert.Equal(_forCloud.Append("default/+/w").Order(StringComparer.Ordinal), await FiltersAsync(first.Data, 4));
                await first.AskAsync("unsubscribe", "default/+/w", MessageContent.Null);
            }

            await using var second = await BusRig.StartAsync(folder: folder.FullName);
            await second.AskAsync("subscribe", "a/b", MessageContent.Null);
            Assert.Equal(_forCloud.Append("a/b").Order(StringComparer.Ordinal), await FiltersAsync(second.Data, 4));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("subscribe", "a/#/b", "InvalidTopic")]
    [InlineData("subscribe", "", "InvalidTopic")]
    [InlineData("subscribe", "$share/g/x", "InvalidTopic")]
    [InlineData("get_result", "other", "Unknown")]
    [InlineData("message", "a/b", "Unknown")]
    public async Task Command_ThatCannotBeDone_IsRefused(string operation, string resource, string reason)
    {
        await using var rig = await BusRig.StartAsync();

        var reply = await rig.AskAsync(operation, resource, MessageContent.Null);

        Assert.Equal("error", reply.Route.Operation);
        Assert.Contains(reason, FakeTwin.TextOf(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewsOfTheLink_IsNoFault()
    {
        await using var rig = await BusRig.StartAsync();

        var reply = await rig.AskAsync("connect", "node/connection", MessageContent.Text("cloud_connected"), "edgehub");

        Assert.Equal("response", reply.Route.Operation);
    }

    [Fact]
    public async Task Subscribe_MoreThanAllowed_IsRefused()
    {
        await using var rig = await BusRig.StartAsync(bus => bus.MaximumSubscriptions = 1);

        Assert.Equal("response", (await rig.AskAsync("subscribe", "a", MessageContent.Null)).Route.Operation);
        Assert.Equal("error", (await rig.AskAsync("subscribe", "b", MessageContent.Null)).Route.Operation);
        Assert.Equal("response", (await rig.AskAsync("unsubscribe", "a", MessageContent.Null)).Route.Operation);
        Assert.Equal("response", (await rig.AskAsync("subscribe", "b", MessageContent.Null)).Route.Operation);
    }

    [Fact]
    public async Task GetResult_OfCredentials_IsPublishedForThisNode()
    {
        await using var rig = await BusRig.StartAsync();

        await rig.AskAsync("get_result", "auth_info", MessageContent.Text("{\"token\":\"t\"}"));

        var publish = await rig.Data.PublishedAsync();
        Assert.Equal(("$hw/events/node/edge-1/authInfo/get/result", "{\"token\":\"t\"}"), (publish.Message.Topic, publish.Text));
    }

    private static void External(EventBusOptions bus) => bus.Mode = EventBusMode.External;

    private static async Task<string[]> FiltersAsync(FakeClient client, int count)
    {
        var filters = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var filter = await client.FilterAsync();
            Assert.StartsWith("+", filter, StringComparison.Ordinal);
            filters.Add(filter[1..]);
        }

        return [.. filters.Order(StringComparer.Ordinal)];
    }
}
