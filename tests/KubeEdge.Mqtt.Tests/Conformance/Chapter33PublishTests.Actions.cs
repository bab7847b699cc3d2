using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.3.4: what the receiver does.</summary>
public sealed partial class Chapter33PublishTests
{
    [Fact]
    public async Task MQTT_3_3_4_2_OverlappingSubscriptions_GiveOneCopyWithAllIdentifiers()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync(new MqttSubscription("a/#", MqttQos.AtLeastOnce) { Identifier = 1 });
        await client.SubscribeAsync(new MqttSubscription("a/+", MqttQos.ExactlyOnce) { Identifier = 300_000 });
        await using var publisher = await host.ConnectAsync("p");

        await publisher.PublishAsync("a/b", "once", MqttQos.ExactlyOnce, 1);
        await publisher.PublishAsync("a", "next");

        var both = await client.ReadPublishAsync("once");
        Assert.Equal(MqttQos.ExactlyOnce, both.Message.Qos);
        Assert.Equal([1u, 300_000u], both.Message.Properties!.SubscriptionIdentifiers.Order());
        Assert.Equal([1u], (await client.ReadPublishAsync("next")).Message.Properties!.SubscriptionIdentifiers);
    }

    [Fact]
    public void MQTT_3_3_4_6_SubscriptionIdentifierFromAClient_IsAProtocolError() =>
        Assert.Equal(MqttReason.ProtocolError, PacketBytes.Fail("30 06 0001'a' 02 0B 05", MqttVersion.V5).Reason);

    [Fact]
    public async Task MQTT_3_3_4_6_ReceivedMessageThatTheClientPublishes_HasNoSubscriptionIdentifier()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("30 06 0001'a' 02 0B 05");
        var received = (await fixture.Client.Deliveries.ReadAsync().Soon()).Message;
        Assert.Equal([5u], received.Properties!.SubscriptionIdentifiers);

        await fixture.Client.PublishAsync(received);

        await connection.ExpectAsync("30 04 0001'a' 00");
    }

    [Fact]
    public async Task MQTT_3_3_4_7_MoreThanTheReceiveMaximum_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.InFlight = 2);
        await using var client = await host.ConnectAsync();
        for (ushort id = 1; id <= 3; id++)
        {
            await client.PublishAsync("a", "x", MqttQos.ExactlyOnce, id);
        }

        await client.ReadAckAsync(MqttPacketType.Pubrec, 1);
        await client.ReadAckAsync(MqttPacketType.Pubrec, 2);
        await client.ReadEndAsync(MqttReason.ReceiveMaximumExceeded);
    }

    [Fact]
    public async Task MQTT_3_3_4_7_ReceiveMaximumOfTheServer_HoldsTheRestBack()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 21 0002");
        foreach (var topic in new[] { "1", "2", "3" })
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = topic, Qos = MqttQos.ExactlyOnce }).AsTask();
        }

        await connection.ExpectAsync("34 06 0001'1' 0001 00");
        await connection.ExpectAsync("34 06 0001'2' 0002 00");

        // A PUBREC does not make room, a PUBCOMP does.
        await connection.SendAsync("50 02 0001");
        await connection.ExpectAsync("62 02 0001");
        await connection.SendAsync("70 02 0001");
        await connection.ExpectAsync("34 06 0001'3' 0003 00");
    }

    [Fact]
    public async Task MQTT_3_3_4_8_ReceiveMaximumIsReached_OtherPacketsAreSentAndAnswered()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 21 0001");
        foreach (var topic in new[] { "1", "2" })
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = topic, Qos = MqttQos.AtLeastOnce }).AsTask();
        }

        await connection.ExpectAsync("32 06 0001'1' 0001 00");
        var subscribed = fixture.Client.SubscribeAsync([new("s")]);
        await connection.ExpectAsync("82 07 0002 00 0001's' 01");
        await connection.SendAsync("90 04 0002 00 01 34 06 0001's' 0007 00");
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();
        await connection.ExpectAsync("50 02 0007");
        Assert.True((await subscribed.Soon()).IsSuccess);
    }

    [Fact]
    public async Task MQTT_3_3_4_9_ReceiveMaximumOfTheClient_HoldsTheRestBack()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { ReceiveMaximum = 2 } });
        await client.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");
        for (ushort id = 1; id <= 4; id++)
        {
            await publisher.PublishAsync("a", $"{id}", MqttQos.AtLeastOnce, id);
            await publisher.ReadAckAsync(MqttPacketType.Puback, id);
        }

        var first = await client.ReadPublishAsync("1");
        await client.ReadPublishAsync("2");
        await client.PingAsync();
        await client.SendAsync(MqttPacketType.Puback, first.Id);
        var third = await client.ReadPublishAsync("3");
        await client.PingAsync();
        await client.SendAsync(MqttPacketType.Puback, third.Id);
        await client.ReadPublishAsync("4");
    }

    [Fact]
    public async Task MQTT_3_3_4_9_ServerExceedsTheReceiveMaximum_EndsTheConnection()
    {
        await using var fixture = new ClientFixture(options => options.Limits.ReceiveMaximum = 1);
        using var connection = await fixture.ConnectAsync();

        await connection.SendAsync("32 06 0001'a' 0001 00 32 06 0001'b' 0002 00");

        await connection.ExpectAsync("E0 02 93 00");
        Assert.Empty(await connection.ReadAsync());
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttReason.Success)]
    [InlineData(MqttVersion.V5, MqttReason.NotAuthorized)]
    public async Task MQTT311_3_3_5_2_MessageThatIsNotAuthorized_IsAnsweredAndGoesNowhere(MqttVersion version, MqttReason told)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new ForbiddenTopic("secret") });
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("#", MqttQos.AtMostOnce);

        await client.PublishAsync("secret", "no", MqttQos.AtLeastOnce, 1);
        Assert.Equal(told, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        await client.PublishAsync("open", "yes");
        await client.ReadPublishAsync("yes");
    }
}
