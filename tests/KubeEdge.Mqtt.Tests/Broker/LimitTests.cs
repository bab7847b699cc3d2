using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Every limit, and what is said there.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Connections_OneMore_IsClosedAtOnce()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.Connections = 1);
        await using var first = await host.ConnectAsync("1");
        await using var second = await host.DialAsync();

        await second.ReadEndAsync();
        await first.PingAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttReason.ServerUnavailable)]
    [InlineData(MqttVersion.V5, MqttReason.QuotaExceeded)]
    public async Task Sessions_OneMore_IsRefused(MqttVersion version, MqttReason reason)
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.Sessions = 1);
        await using var first = await host.ConnectAsync("1", connect: Connect.Lasting);
        await using var second = await host.ConnectAsync("2", version);
        Assert.Equal(reason, second.Connack!.Reason);

        await using var again = await host.ConnectAsync("1", connect: Connect.Lasting);
        Assert.Equal(MqttReason.Success, again.Connack!.Reason);
    }

    [Fact]
    public async Task Subscriptions_OneMore_IsRefused()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.SubscriptionsPerClient = 1);
        await using var client = await host.ConnectAsync();

        Assert.Equal(
            [MqttReason.GrantedQos1, MqttReason.QuotaExceeded, MqttReason.GrantedQos2],
            await client.SubscribeAsync(new MqttSubscription("a"), new("b"), new("a", MqttQos.ExactlyOnce)));
    }

    [Theory]
    [InlineData(MqttOverflowPolicy.DropOldest, "2", "3")]
    [InlineData(MqttOverflowPolicy.DropNewest, "1", "2")]
    [InlineData(MqttOverflowPolicy.Disconnect, "2", "3")]
    public async Task Queue_FullWhileTheClientIsAway_DropsByPolicy(MqttOverflowPolicy policy, string first, string second)
    {
        await using var host = await TestBroker.StartAsync(options =>
        {
            options.Limits.QueuedMessages = 2;
            options.Overflow = policy;
        });
        await SubscribeAndLeaveAsync(host);

        await using var publisher = await host.ConnectAsync("p");
        await PublishAsync(publisher, 3);

        await using var back = await host.ConnectAsync("s", connect: Connect.Lasting);
        foreach (var payload in new[] { first, second })
        {
            await back.SendAsync(MqttPacketType.Puback, (await back.ReadPublishAsync(payload)).Id);
        }

        await back.PingAsync();
        await publisher.PublishAsync("a", "marker");
        await back.ReadPublishAsync("marker");
    }

    [Fact]
    public async Task Queue_FullWhileConnected_DisconnectsByPolicyAndNobodyElseNotices()
    {
        await using var host = await TestBroker.StartAsync(options =>
        {
            options.Limits.QueuedMessages = 2;
            options.Overflow = MqttOverflowPolicy.Disconnect;
        });
        await using var slow = await host.ConnectAsync("slow");
        await slow.SubscribeAsync("a");
        await using var good = await host.ConnectAsync("good");
        await good.SubscribeAsync("a", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p");

        await PublishAsync(publisher, 4);

        MqttPacket? packet;
        do
        {
            packet = await slow.TryReadAsync();
        }
        while (packet?.Type == MqttPacketType.Publish);

        Assert.Equal(MqttReason.QuotaExceeded, packet?.Body<DisconnectPacket>().Reason);
        await good.ReadPublishAsync("1");
    }

    [Fact]
    public async Task QueuedBytes_Full_DropsTheOldest()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.QueuedBytes = 2500);
        await SubscribeAndLeaveAsync(host);

        await using var publisher = await host.ConnectAsync("p");
        for (ushort i = 1; i <= 3; i++)
        {
            await publisher.PublishAsync("a", new string((char)('0' + i), 1000), MqttQos.AtLeastOnce, i);
            await publisher.ReadAckAsync(MqttPacketType.Puback, i);
        }

        await using var back = await host.ConnectAsync("s", connect: Connect.Lasting);
        await back.ReadPublishAsync(new string('2', 1000));
        await back.ReadPublishAsync(new string('3', 1000));
    }

    [Fact]
    public async Task QueuedBytes_LargeMessageAfterSmallOnes_DropsAsManyAsItNeeds()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.QueuedBytes = 2500);
        await SubscribeAndLeaveAsync(host);

        await using var publisher = await host.ConnectAsync("p");
        await PublishAsync(publisher, 9);
        await publisher.PublishAsync("a", new string('x', 700), MqttQos.AtLeastOnce, 10);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 10);
        await publisher.PublishAsync("a", new string('y', 2400), MqttQos.AtLeastOnce, 11);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 11);

        await using var back = await host.ConnectAsync("s", connect: Connect.Lasting);
        await back.ReadPublishAsync(new string('y', 2400));
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(1, 200)]
    public async Task Retained_ExpiredOnes_MakeRoomAtEitherLimit(int messages, int bytes)
    {
        await using var host = await TestBroker.StartAsync(options =>
        {
            options.Limits.RetainedMessages = messages;
            options.Limits.RetainedBytes = bytes;
        });
        await using var client = await host.ConnectAsync();
        foreach (var topic in new[] { "a", "b", "c" })
        {
            await client.PublishAsync(
                topic, new string('x', 80), MqttQos.AtLeastOnce, 1, true, properties: new MqttMessageProperties { MessageExpiry = 10 });
            await client.ReadAckAsync(MqttPacketType.Puback, 1);
            host.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        await client.PublishAsync("d", new string('k', 80), MqttQos.AtLeastOnce, 1, retain: true);
        await client.ReadAckAsync(MqttPacketType.Puback, 1);
        await client.SubscribeAsync("#");
        await client.ReadPublishAsync(new string('k', 80));
    }

    [Fact]
    public async Task Retained_OneMore_IsDeliveredButNotKept()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.RetainedMessages = 1);
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("+", MqttQos.AtMostOnce);
        await client.PublishAsync("a", "kept", retain: true);
        await client.PublishAsync("b", "only delivered", retain: true);
        await client.ReadPublishAsync("kept");
        await client.ReadPublishAsync("only delivered");

        await client.SubscribeAsync("b");
        await client.SubscribeAsync("a");
        Assert.True((await client.ReadPublishAsync("kept")).Message.Retain);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_001)]
    public void Options_ThatCannotWork_AreNamed(int queued)
    {
        var options = new MqttBrokerOptions();
        options.Limits.QueuedMessages = queued;

        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => new MqttBroker(options));
        Assert.Contains("QueuedMessages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SystemTopics_AreRetainedAndClosedToClients()
    {
        await using var host = await TestBroker.StartAsync(options => options.SystemTopicInterval = TimeSpan.FromSeconds(10));
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("$SYS/broker/uptime", "x", MqttQos.AtLeastOnce, 1);
        Assert.Equal(MqttReason.NotAuthorized, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        await client.SubscribeAsync("$SYS/broker/uptime", MqttQos.AtMostOnce);
        await client.ReadPublishAsync("0 seconds");
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await client.ReadPublishAsync("10 seconds");
    }

    [Theory]
    [InlineData(MqttVersion.V311, "$SYS/broker/uptime")]
    [InlineData(MqttVersion.V5, "$SYS/broker/uptime")]
    [InlineData(MqttVersion.V5, "$share/group/a")]
    public async Task SystemTopics_AreClosedToWills(MqttVersion version, string topic)
    {
        await using var host = await TestBroker.StartAsync();

        await using var client = await host.ConnectAsync(
            version: version, connect: new Connect { Will = new MqttMessage { Topic = topic, Retain = true } });

        Assert.Equal(MqttReason.NotAuthorized, client.Connack!.Reason);
    }

    [Fact]
    public async Task SystemTopics_AreTheNineOfTheDocuments()
    {
        await using var host = await TestBroker.StartAsync(options => options.SystemTopicInterval = TimeSpan.FromSeconds(10));
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("$SYS/#", MqttQos.AtMostOnce);

        var topics = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            topics.Add((await client.ReadPublishAsync()).Message.Topic["$SYS/broker/".Length..]);
        }

        Assert.Equal(
            [
                "clients/connected", "clients/total", "messages/received", "messages/sent", "retained messages/count", "store/messages/bytes",
                "subscriptions/count", "uptime", "version",
            ],
            topics.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task InFlight_TheSameMessageAgainAndAgain_WaitsForItsAnswerToo()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.InFlight = 2);
        await using var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a", MqttQos.ExactlyOnce)]);
        await using var client = await host.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await client.PublishAsync("a", "x", MqttQos.ExactlyOnce, 1, duplicate: i > 0);
        }

        await client.SendHexAsync("C000");
        var delivery = await local.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RawClient.Patience);

        // A broker that read on would have answered the ping by then.
        await using var other = await host.ConnectAsync("other");
        await other.PingAsync();
        delivery.Acknowledge();

        await client.ReadAckAsync(MqttPacketType.Pubrec, 1);

        // The first answer makes room: from here on the broker reads on, and answers the ping while it sends the others.
        var rest = new List<MqttPacketType?>();
        for (var i = 0; i < 3; i++)
        {
            rest.Add((await client.TryReadAsync())?.Type);
        }

        Assert.Equal([MqttPacketType.Pubrec, MqttPacketType.Pubrec, MqttPacketType.Pingresp], rest.Order());
    }

    [Fact]
    public async Task InFlight_ReleaseSaidTwice_CountsOnce()
    {
        var store = new GatedStore();
        await using var host = await TestBroker.StartAsync(
            options => options.Limits.InFlight = 2, new MqttBrokerHooks { SessionStore = store });
        await using var client = await host.ConnectAsync(connect: Connect.Lasting);
        for (ushort id = 1; id <= 2; id++)
        {
            await client.PublishAsync("a", "x", MqttQos.ExactlyOnce, id);
            await client.ReadAckAsync(MqttPacketType.Pubrec, id);
        }

        using (store.Hold())
        {
            await client.SendAsync(MqttPacketType.Pubrel, 1);
            await client.SendAsync(MqttPacketType.Pubrel, 1);
            await client.PingAsync();
        }

        await client.ReadAckAsync(MqttPacketType.Pubcomp, 1);
        await client.ReadAckAsync(MqttPacketType.Pubcomp, 1);
        await client.PublishAsync("a", "x", MqttQos.ExactlyOnce, 3);
        await client.ReadAckAsync(MqttPacketType.Pubrec, 3);
        await client.PublishAsync("a", "x", MqttQos.ExactlyOnce, 4);
        await client.ReadEndAsync(MqttReason.ReceiveMaximumExceeded);
    }

    [Fact]
    public async Task Dispose_TellsClientsThatTheServerShutsDown()
    {
        var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await host.DisposeAsync();

        await client.ReadEndAsync(MqttReason.ServerShuttingDown);
    }

    /// <summary>The session of client "s" stays, and what comes on "a" waits in it.</summary>
    private static async Task SubscribeAndLeaveAsync(TestBroker host)
    {
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
        await subscriber.SubscribeAsync("a");
        await subscriber.DisconnectAsync();
        await subscriber.ReadEndAsync();
    }

    private static async Task PublishAsync(RawClient publisher, ushort count)
    {
        for (ushort i = 1; i <= count; i++)
        {
            await publisher.PublishAsync("a", $"{i}", MqttQos.AtLeastOnce, i);
            await publisher.ReadAckAsync(MqttPacketType.Puback, i);
        }
    }
}
