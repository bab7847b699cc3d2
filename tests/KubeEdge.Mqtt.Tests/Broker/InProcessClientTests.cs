using System.Text;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Clients in the broker's process, among themselves and with clients on the network.</summary>
public sealed class InProcessClientTests
{
    [Fact]
    public async Task Publish_ToAnotherClientInTheProcess_PassesThePayloadItself()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = host.Broker.Connect("p");
        await using var subscriber = host.Broker.Connect("s");
        await subscriber.SubscribeAsync([new MqttSubscription("a")]);
        var message = new MqttMessage { Topic = "a", Payload = Bytes("x") };

        var result = await publisher.PublishAsync(message);

        Assert.Equal(MqttPublishStatus.Sent, result.Status);
        Assert.Same(message, (await NextAsync(subscriber)).Message);
    }

    [Fact]
    public async Task Publish_BothWaysOverTheNetwork_Arrives()
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("local");
        await using var remote = await host.ConnectAsync("remote", MqttVersion.V311);
        await local.SubscribeAsync([new MqttSubscription("up", MqttQos.ExactlyOnce)]);
        await remote.SubscribeAsync("down");

        await remote.PublishAsync("up", "1");
        await local.PublishAsync(new MqttMessage { Topic = "down", Payload = Bytes("2"), Qos = MqttQos.AtLeastOnce });

        Assert.Equal("1", Text(await NextAsync(local)));
        await remote.ReadPublishAsync("2");
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce)]
    [InlineData(MqttQos.ExactlyOnce)]
    public async Task Acknowledge_DecidesWhenThePublisherIsAnswered(MqttQos qos)
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a", MqttQos.ExactlyOnce)]);
        await using var remote = await host.ConnectAsync("remote");

        await remote.PublishAsync("a", "x", qos, 1);
        var delivery = await NextAsync(local);
        await remote.PingAsync();
        delivery.Acknowledge();
        delivery.Acknowledge(MqttReason.QuotaExceeded);

        Assert.Equal(MqttReason.Success, (await remote.ReadAckAsync(qos == MqttQos.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec, 1)).Reason);
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Acknowledge_NotInTime_ThePublisherIsToldThatItFailed(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a", MqttQos.ExactlyOnce)]);
        await using var remote = await host.ConnectAsync("remote", version);
        await remote.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
        var delivery = await NextAsync(local);

        host.Clock.Advance(TimeSpan.FromSeconds(59));
        await remote.PingAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        if (version == MqttVersion.V5)
        {
            Assert.Equal(MqttReason.UnspecifiedError, (await remote.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        }
        else
        {
            await remote.ReadEndAsync();
        }

        // Late is late, and harmless; the next one counts.
        delivery.Acknowledge();
        await using var other = await host.ConnectAsync("other");
        await other.PublishAsync("a", "2", MqttQos.AtLeastOnce, 2);
        (await NextAsync(local)).Acknowledge();
        Assert.Equal(MqttReason.Success, (await other.ReadAckAsync(MqttPacketType.Puback, 2)).Reason);
    }

    [Fact]
    public async Task Deliveries_NobodyTakes_HoldAPublisherForALimitedTime()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.InProcessQueue = 1);
        await using var local = host.Broker.Connect("local");
        await using var publisher = host.Broker.Connect("publisher");
        await local.SubscribeAsync([new MqttSubscription("a", MqttQos.AtLeastOnce)]);
        await publisher.PublishAsync(Number(1));
        var second = publisher.PublishAsync(Number(2)).AsTask();
        Assert.False(second.IsCompleted);

        host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(MqttPublishStatus.Sent, (await second.WaitAsync(RawClient.Patience)).Status);

        // Known to be stuck: nobody waits again, until it has taken something.
        Assert.True(publisher.PublishAsync(Number(3)).AsTask().IsCompleted);
        Assert.Equal("1", Text(await NextAsync(local)));
        Assert.True(publisher.PublishAsync(Number(4)).AsTask().IsCompleted);
        Assert.Equal("4", Text(await NextAsync(local)));

        static MqttMessage Number(int number) => new() { Topic = "a", Payload = Bytes($"{number}") };
    }

    [Fact]
    public async Task Acknowledge_OutOfOrder_AnswersLeaveInOrder()
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a")]);
        await using var remote = await host.ConnectAsync("remote");
        await remote.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
        await remote.PublishAsync("a", "2", MqttQos.AtLeastOnce, 2);
        var first = await NextAsync(local);

        (await NextAsync(local)).Acknowledge();
        await remote.PingAsync();
        first.Acknowledge();

        await remote.ReadAckAsync(MqttPacketType.Puback, 1);
        await remote.ReadAckAsync(MqttPacketType.Puback, 2);
    }

    [Fact]
    public async Task Acknowledge_WithARefusal_IsToldThePublisher()
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a")]);
        await using var remote = await host.ConnectAsync("remote");
        await using var old = await host.ConnectAsync("old", MqttVersion.V311);

        await remote.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);
        (await NextAsync(local)).Acknowledge(MqttReason.QuotaExceeded);
        Assert.Equal(MqttReason.QuotaExceeded, (await remote.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);

        await old.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);
        (await NextAsync(local)).Acknowledge(MqttReason.QuotaExceeded);
        await old.ReadEndAsync();
    }

    [Fact]
    public async Task Deliveries_Full_OnlyThatPublisherWaits()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.InProcessQueue = 1);
        await using var busy = host.Broker.Connect("busy");
        await busy.SubscribeAsync([new MqttSubscription("a")]);
        await using var free = host.Broker.Connect("free");
        await free.SubscribeAsync([new MqttSubscription("b")]);
        await using var flood = await host.ConnectAsync("flood");
        await using var other = await host.ConnectAsync("other");
        for (var i = 0; i < 50; i++)
        {
            await flood.PublishAsync("a", $"{i}");
        }

        await other.PublishAsync("b", "at once");
        Assert.Equal("at once", Text(await NextAsync(free)));
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", Text(await NextAsync(busy)));
        }
    }

    [Fact]
    public async Task Publish_ToItselfWhenFull_DoesNotWaitForEver()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.InProcessQueue = 1);
        await using var client = host.Broker.Connect("c");
        await client.SubscribeAsync([new MqttSubscription("a")]);
        await client.PublishAsync(new MqttMessage { Topic = "a" }).AsTask().WaitAsync(RawClient.Patience);

        var result = await client.PublishAsync(new MqttMessage { Topic = "a", Qos = MqttQos.AtLeastOnce })
            .AsTask().WaitAsync(RawClient.Patience);

        Assert.Equal(MqttReason.QuotaExceeded, result.Reason);
    }

    [Fact]
    public async Task Dispose_WithUnacknowledgedMessages_RefusesThem()
    {
        await using var host = await TestBroker.StartAsync();
        var local = host.Broker.Connect("local");
        await local.SubscribeAsync([new MqttSubscription("a")]);
        await using var remote = await host.ConnectAsync("remote");
        await remote.PublishAsync("a", "taken", MqttQos.AtLeastOnce, 1);
        await remote.PublishAsync("a", "queued", MqttQos.AtLeastOnce, 2);
        await NextAsync(local);
        await remote.PingAsync();

        await local.DisposeAsync();

        Assert.Equal(MqttReason.UnspecifiedError, (await remote.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        Assert.Equal(MqttReason.UnspecifiedError, (await remote.ReadAckAsync(MqttPacketType.Puback, 2)).Reason);
        Assert.Equal(MqttConnectionState.Closed, local.State);
        Assert.Equal(MqttPublishStatus.Closed, (await local.PublishAsync(new MqttMessage { Topic = "a" })).Status);
    }

    [Fact]
    public async Task Connect_IdOfAClientInTheProcess_IsRefusedOnTheNetworkAndTwice()
    {
        await using var host = await TestBroker.StartAsync();
        await using var local = host.Broker.Connect("mine");
        await using var remote = await host.ConnectAsync("mine");

        Assert.Equal(MqttReason.ClientIdentifierNotValid, remote.Connack!.Reason);
        Assert.Throws<ArgumentException>(() => host.Broker.Connect("mine"));
    }

    [Fact]
    public async Task Subscribe_RetainedMessages_AreDeliveredWithTheFlag()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = host.Broker.Connect("c");
        await client.PublishAsync(new MqttMessage { Topic = "a", Payload = Bytes("kept"), Retain = true });

        await client.SubscribeAsync([new MqttSubscription("#") { Identifier = 4 }]);

        var message = (await NextAsync(client)).Message;
        Assert.True(message.Retain);
        Assert.Equal([4u], message.Properties!.SubscriptionIdentifiers);
        Assert.Equal(MqttReason.Success, Assert.Single((await client.UnsubscribeAsync(["#"])).Reasons));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("a\0")]
    public async Task Publish_InvalidTopic_IsRefused(string topic)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = host.Broker.Connect("c");

        Assert.Equal(MqttReason.TopicNameInvalid, (await client.PublishAsync(new MqttMessage { Topic = topic })).Reason);
    }

    private static async Task<MqttDelivery> NextAsync(IMqttClient client) =>
        await client.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RawClient.Patience);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(MqttDelivery delivery) => Encoding.UTF8.GetString(delivery.Message.Payload.Span);
}
