using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Tests.Peers;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>Debian's clients at the broker inside the process.</summary>
public sealed class InternalBrokerTests
{
    public InternalBrokerTests() => MosquittoClients.SkipWhereAbsent();

    [Theory]
    [InlineData("$hw/events/device/x/twin/update", "mqttv311")]
    [InlineData("$hw/events/device/ns/x/twin/update", "mqttv5")]
    public async Task Publish_ToATwin_IsAcknowledgedAfterTheTwinHasAnswered(string topic, string version)
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var publisher = rig.Clients().Publish(topic, "{\"a\":1}", 1, version);

        var message = await rig.Twin.NextAsync();
        Assert.Equal("{\"a\":1}", FakeTwin.TextOf(message));
        Assert.False(publisher.HasExited);
        await rig.Twin.ReplyAsync(message);

        await publisher.SucceedsAsync();
    }

    [Fact]
    public async Task Publish_OnEachTopic_ReachesWhomItIsFor()
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var link = await rig.LinkAsync();
        string[] forTwins =
        [
            "$hw/events/device/x/twin/update", "$hw/events/device/x/state/update", "$hw/events/node/edge-1/membership/get",
        ];
        string[] forNobody = ["$hw/events/device/x/updated", "$hw/events/device/x/twin/get/result", "$ke/a", "default/test"];
        string[] forCloud = ["$hw/events/upload/a/b", "SYS/dis/upload_records", "default/user/test"];

        // Those for nobody come before some for either side: whoever gets one of them gets it instead of what is expected.
        foreach (var topic in (string[])[forTwins[0], .. forNobody, .. forTwins, .. forCloud])
        {
            await using var publisher = rig.Clients().Publish(topic, topic);
            if (forTwins.Contains(topic))
            {
                var message = await rig.Twin.NextAsync();
                Assert.Equal(topic, FakeTwin.TextOf(message));
                await rig.Twin.ReplyAsync(message);
            }

            await publisher.SucceedsAsync();
        }

        foreach (var topic in forCloud)
        {
            var message = await BusRig.NextAsync(link);
            Assert.Equal(("bus", "user", topic, "upload"), (
                message.Route.Source, message.Route.Group, message.Route.Resource, message.Route.Operation));
        }
    }

    [Fact]
    public async Task Publish_OfTheCloudOnATopicThatGoesUp_DoesNotComeBack()
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var link = await rig.LinkAsync();
        await using var subscriber = await rig.Clients().SubscribeAsync("default/user/test");

        await rig.PublishAsync("default/user/test", "down", "router_eventbus");
        Assert.Equal("default/user/test down", await MosquittoClients.NextAsync(subscriber));
        await using var publisher = rig.Clients().Publish("default/user/test", "up");
        await publisher.SucceedsAsync();

        Assert.True((await BusRig.NextAsync(link)).Content.IsText("up"));
    }

    [Fact]
    public async Task Subscription_OfTheCloud_GivesItTheTopicOfEachMessage_OverARestartAndUntilItEnds()
    {
        var disk = Directory.CreateTempSubdirectory("kubeedge-rules-");
        try
        {
            await using (var first = await MqttRig.StartInternalAsync(disk.FullName))
            {
                await using var link = await first.LinkAsync();
                await first.AskAsync("subscribe", "default/+/w");
                // Retained, since the answer does not wait until the broker knows the subscription.
                await UploadAsync(first, "default/q/w", "-r");
                Assert.Equal("default/q/w", (await BusRig.NextAsync(link)).Route.Resource);
                await first.UploadedAsync();
            }

            await using var second = await MqttRig.StartInternalAsync(disk.FullName);
            await using var next = await second.LinkAsync();
            await UploadAsync(second, "default/r/w");
            Assert.Equal("default/r/w", (await BusRig.NextAsync(next)).Route.Resource);

            await second.AskAsync("unsubscribe", "default/+/w");
            await UploadAsync(second, "default/q/w");
            await UploadAsync(second, "default/user/test");
            Assert.Equal("default/user/test", (await BusRig.NextAsync(next)).Route.Resource);
        }
        finally
        {
            disk.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Publish_TenThousandForTheCloud_ArriveInOrder()
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var link = await rig.LinkAsync();
        await using var publisher = rig.Clients().PublishLines("default/user/test");
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 10_000; i++)
            {
                await publisher.Input.WriteLineAsync($"{i}");
            }

            await publisher.SucceedsAsync();
        });

        for (var i = 1; i <= 10_000; i++)
        {
            Assert.True((await BusRig.NextAsync(link)).Content.IsText($"{i}"));
        }

        await writing.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Publish_AcknowledgedBeforeAKill_IsThereAfterIt()
    {
        string disk;
        await using (var first = await MqttRig.StartInternalAsync(online: false))
        {
            await using var upload = first.Clients().Publish("default/user/test", "kept");
            await upload.SucceedsAsync();
            await using var retained = first.Clients().Publish("site/state", "on", 1, "mqttv5", "-r");
            await retained.SucceedsAsync();
            disk = first.KilledHere();
        }

        try
        {
            await using var second = await MqttRig.StartInternalAsync(disk);
            await using var link = await second.LinkAsync();
            Assert.True((await BusRig.NextAsync(link)).Content.IsText("kept"));
            await using var subscriber = await second.Clients().SubscribeAsync("site/+");
            Assert.Equal("site/state on", await MosquittoClients.NextAsync(subscriber));
        }
        finally
        {
            Directory.Delete(disk, recursive: true);
        }
    }

    [Fact]
    public async Task Publish_OfATwin_ReachesTheSubscriber()
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var subscriber = await rig.Clients().SubscribeAsync("$hw/events/device/x/twin/update/delta");

        for (var i = 0; i < 100; i++)
        {
            await rig.PublishAsync("$hw/events/device/x/twin/update/delta", $"{i}");
        }

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"$hw/events/device/x/twin/update/delta {i}", await MosquittoClients.NextAsync(subscriber));
        }
    }

    private static async Task UploadAsync(MqttRig rig, string topic, params string[] more)
    {
        await using var publisher = rig.Clients().Publish(topic, "{}", more: more);
        await publisher.SucceedsAsync();
    }
}
