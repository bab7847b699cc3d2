using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Publishing;

public sealed class PublishTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("twin", true)]
    [InlineData("router_eventbus", false)]
    public async Task Publish_OfTwinsOrCloud_LeavesOverItsOwnConnection(string source, bool overDevices)
    {
        await using var rig = await BusRig.StartAsync();

        await rig.AskAsync("publish", "a/b", MessageContent.Text("text"), source);
        await rig.AskAsync("publish", "a/b", MessageContent.Bytes("bytes"u8.ToArray()), source);

        var client = overDevices ? rig.Devices : rig.Data;
        var (first, second) = (await client.PublishedAsync(), await client.PublishedAsync());
        Assert.Equal(("text", "bytes"), (first.Text, second.Text));
        Assert.Equal(("a/b", MqttQos.AtLeastOnce, false), (first.Message.Topic, first.Message.Qos, first.Message.Retain));
    }

    [Fact]
    public async Task Publish_BrokerAway_WaitsAndLeavesInOrder()
    {
        await using var rig = await BusRig.StartAsync(broker: new FakeBroker("external", connected: false));
        for (var i = 0; i < 500; i++)
        {
            await rig.AskAsync("publish", "a/b", MessageContent.Text($"{i}"), "twin");
        }

        rig.Devices.Connect();

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal($"{i}", (await rig.Devices.PublishedAsync()).Text);
        }
    }

    [Fact]
    public async Task Publish_BrokerAwayForLong_KeepsTheLatest()
    {
        await using var rig = await BusRig.StartAsync(
            bus => bus.Publishing.MaximumMessages = 10, broker: new FakeBroker("external", connected: false));
        for (var i = 0; i < 100; i++)
        {
            await rig.AskAsync("publish", "a/b", MessageContent.Text($"{i}"), "twin");
        }

        rig.Devices.Connect();

        for (var i = 90; i < 100; i++)
        {
            Assert.Equal($"{i}", (await rig.Devices.PublishedAsync()).Text);
        }
    }

    [Fact]
    public async Task Publish_ConnectionLostUnderWay_GoesOnInOrder()
    {
        await using var rig = await BusRig.StartAsync();
        rig.Devices.HoldPublishes = true;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("0"), "twin");
        var held = await rig.Devices.PublishedAsync();
        rig.Devices.Disconnect();
        for (var i = 1; i <= 3; i++)
        {
            await rig.AskAsync("publish", "a/b", MessageContent.Text($"{i}"), "twin");
        }

        // What was under way is the client's to repeat.
        rig.Devices.HoldPublishes = false;
        rig.Devices.Connect();
        held.Answer(MqttPublishStatus.Acknowledged);

        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal($"{i}", (await rig.Devices.PublishedAsync()).Text);
        }
    }

    [Fact]
    public async Task Publish_NeverAcknowledged_IsGivenUpAndBlocksNobody()
    {
        await using var rig = await BusRig.StartAsync();
        rig.Devices.HoldPublishes = true;
        for (var i = 0; i < 65; i++)
        {
            await rig.AskAsync("publish", "a/b", MessageContent.Text($"{i}"), "twin");
        }

        for (var i = 0; i < 64; i++)
        {
            Assert.Equal($"{i}", (await rig.Devices.PublishedAsync()).Text);
        }

        // The other connection and the inbox go on.
        await rig.AskAsync("publish", "c/d", MessageContent.Text("data"));
        Assert.Equal("data", (await rig.Data.PublishedAsync()).Text);
        Assert.False(rig.Devices.TryPublished(out _));

        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("64", (await rig.Devices.PublishedAsync()).Text);
    }

    [Fact]
    public async Task Publish_ClientFullAndNothingIsAcknowledged_GoesOverANewClient()
    {
        await using var rig = await BusRig.StartAsync();
        rig.Devices.IsFull = true;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("1"), "twin");

        var renewed = rig.Broker.DevicesAsync();
        while (!renewed.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("1", (await (await renewed).PublishedAsync()).Text);
        Assert.True(rig.Devices.IsDisposed);
    }

    [Fact]
    public async Task Publish_ClientFullForAMoment_GoesOnInOrder()
    {
        await using var rig = await BusRig.StartAsync();
        rig.Devices.HoldPublishes = true;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("0"), "twin");
        var held = await rig.Devices.PublishedAsync();
        rig.Devices.IsFull = true;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("1"), "twin");
        await rig.Devices.Refused;
        rig.Devices.IsFull = false;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("2"), "twin");

        // By then a publisher that let it pass would have handed it over.
        await rig.AskAsync("publish", "c/d", MessageContent.Text("data"));
        await rig.Data.PublishedAsync();
        rig.Devices.HoldPublishes = false;
        held.Answer(MqttPublishStatus.Acknowledged);

        Assert.Equal("1", (await rig.Devices.PublishedAsync()).Text);
        Assert.Equal("2", (await rig.Devices.PublishedAsync()).Text);
        Assert.False(rig.Devices.IsDisposed);
    }

    [Fact]
    public async Task Publish_Refused_IsGivenUp()
    {
        await using var rig = await BusRig.StartAsync();
        rig.Devices.HoldPublishes = true;
        await rig.AskAsync("publish", "a/b", MessageContent.Text("1"), "twin");
        (await rig.Devices.PublishedAsync()).Answer(MqttPublishStatus.Refused, MqttReason.NotAuthorized);
        await rig.AskAsync("publish", "a/b", MessageContent.Text("2"), "twin");

        Assert.Equal("2", (await rig.Devices.PublishedAsync().WaitAsync(_limit)).Text);
    }

    [Theory]
    [InlineData("a/+", "text")]
    [InlineData("", "text")]
    public async Task Publish_OnNoTopic_IsRefused(string topic, string text)
    {
        await using var rig = await BusRig.StartAsync();

        var reply = await rig.AskAsync("publish", topic, MessageContent.Text(text));

        Assert.Equal("error", reply.Route.Operation);
    }

    [Fact]
    public async Task Publish_NeitherTextNorBytes_IsDropped()
    {
        await using var rig = await BusRig.StartAsync();

        Assert.Equal("error", (await rig.AskAsync("publish", "a/b", MessageContent.Json("5"u8.ToArray()))).Route.Operation);
        await rig.AskAsync("publish", "a/b", MessageContent.Text("next"));

        Assert.Equal("next", (await rig.Data.PublishedAsync()).Text);
    }
}
