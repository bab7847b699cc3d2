using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.3, PUBLISH: the flags (3.3.1).</summary>
public sealed partial class Chapter33PublishTests
{
    [Fact]
    public void MQTT_3_3_1_2_DuplicateOfQos0_IsMalformed() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("38 04 0001'a' 00", MqttVersion.V5).Reason);

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_3_1_3_DupOfThePublisher_DoesNotReachTheSubscriber(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p", version);

        await publisher.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1, duplicate: true);

        Assert.False((await subscriber.ReadPublishAsync("x")).Duplicate);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "36 05 0001'a' 0001")]
    [InlineData(MqttVersion.V5, "36 06 0001'a' 0001 00")]
    public void MQTT_3_3_1_4_Qos3_IsMalformed(MqttVersion version, string hex) =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail(hex, version).Reason);

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_3_1_5_Retained_IsGivenToLaterSubscribersWithTheFlag(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p", version);
        await using var before = await host.ConnectAsync("before", version);
        await before.SubscribeAsync("a");
        await publisher.PublishAsync("a", "old", MqttQos.AtLeastOnce, 1, retain: true);
        await publisher.PublishAsync("a", "new", MqttQos.AtLeastOnce, 2, retain: true);
        Assert.False((await before.ReadPublishAsync("old")).Message.Retain);
        await before.ReadPublishAsync("new");

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("a");

        Assert.True((await late.ReadPublishAsync("new")).Message.Retain);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_3_1_6_EmptyPayload_RemovesTheRetainedMessage(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a", "old", retain: true);
        await publisher.PublishAsync("a", "", retain: true);
        await publisher.PublishAsync("b", "unretained");
        await publisher.PingAsync();

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("#");
        await publisher.PublishAsync("marker", "nothing before");
        await late.ReadPublishAsync("nothing before");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT311_3_3_1_7_RetainedMessageOfQos0_ReplacesTheLastOne(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a", "old", MqttQos.AtLeastOnce, 1, retain: true);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await publisher.PublishAsync("a", "new", retain: true);
        await publisher.PingAsync();

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("a");
        await late.ReadPublishAsync("new");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_3_1_8_MessageWithoutRetain_LeavesTheRetainedOne(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a", "kept", retain: true);
        await publisher.PublishAsync("a", "passing");
        await publisher.PublishAsync("a", "");
        await publisher.PingAsync();

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("a");
        await late.ReadPublishAsync("kept");
    }

    [Theory]
    [InlineData(MqttRetainHandling.Send, true, true)]
    [InlineData(MqttRetainHandling.SendIfNew, true, false)]
    [InlineData(MqttRetainHandling.DoNotSend, false, false)]
    public async Task MQTT_3_3_1_9_RetainHandling_DecidesAboutRetainedMessages(MqttRetainHandling handling, bool first, bool second)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.PublishAsync("a", "kept", retain: true);
        foreach (var expected in new[] { first, second })
        {
            await client.SubscribeAsync(new MqttSubscription("a", MqttQos.AtMostOnce) { RetainHandling = handling });
            await client.PublishAsync("a", "marker");
            if (expected)
            {
                await client.ReadPublishAsync("kept");
            }

            await client.ReadPublishAsync("marker");
        }
    }

    [Fact]
    public async Task MQTT_3_3_1_13_RetainAsPublished_KeepsTheFlag()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync(new MqttSubscription("a", MqttQos.AtMostOnce) { RetainAsPublished = true });

        await client.PublishAsync("a", "with", retain: true);
        await client.PublishAsync("a", "without");

        Assert.True((await client.ReadPublishAsync("with")).Message.Retain);
        Assert.False((await client.ReadPublishAsync("without")).Message.Retain);
    }
}
