using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 4.2 and 4.3: the network connection, and the protocols of delivery.</summary>
public sealed class Chapter42To43QosTests
{
    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "00")]
    public async Task MQTT_4_3_2_2_NewMessagesOfTheClient_HaveTheirQosAndNoDup(MqttVersion version, string connack, string properties)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        foreach (var qos in new[] { MqttQos.AtMostOnce, MqttQos.AtLeastOnce, MqttQos.ExactlyOnce })
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = qos }).AsTask();
        }

        var length = version == MqttVersion.V5 ? 1 : 0;
        await connection.ExpectAsync($"30 0{3 + length} 0001't' {properties}");
        await connection.ExpectAsync($"32 0{5 + length} 0001't' 0001 {properties}");
        await connection.ExpectAsync($"34 0{5 + length} 0001't' 0002 {properties}");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_3_2_4_Qos1_IsAcknowledgedOnceWithItsIdentifier(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);

        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 0x1234);

        var (ack, publish) = await ReadBothAsync(client, MqttPacketType.Puback);
        Assert.Equal(0x1234, ack.Id);
        Assert.Equal(MqttReason.Success, ack.Reason);
        Assert.Equal("a", publish.Message.Topic);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_3_2_5_IdentifierAfterItsPuback_IsThatOfANewMessage(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("a", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p", version);
        foreach (var payload in new[] { "1", "2" })
        {
            await publisher.PublishAsync("a", payload, MqttQos.AtLeastOnce, 5);
            await publisher.ReadAckAsync(MqttPacketType.Puback, 5);
            await subscriber.ReadPublishAsync(payload);
        }
    }

    [Fact]
    public async Task MQTT_4_3_2_5_IdentifierAfterThePubackOfTheClient_IsThatOfANewMessage()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        foreach (var topic in new[] { "a", "b" })
        {
            await connection.SendAsync($"32 06 0001'{topic}' 0005 00");
            var delivery = await fixture.Client.Deliveries.ReadAsync().Soon();
            Assert.Equal(topic, delivery.Message.Topic);
            delivery.Acknowledge();
            await connection.ExpectAsync("40 02 0005");
        }
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_3_3_4_DeliveryWithQos2_GoesThroughAllFourPackets(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a", "x");
        await publisher.PublishAsync("a", "y", MqttQos.ExactlyOnce, 1);

        Assert.Equal(MqttQos.AtMostOnce, (await subscriber.ReadPublishAsync("x")).Message.Qos);
        var publish = await subscriber.ReadPublishAsync("y");
        await subscriber.SendAsync(MqttPacketType.Pubrec, publish.Id);
        await subscriber.ReadAckAsync(MqttPacketType.Pubrel, publish.Id);
        await subscriber.SendAsync(MqttPacketType.Pubcomp, publish.Id);
        await subscriber.PingAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "30 03 0001'z'")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "30 04 0001'z' 00")]
    public async Task MQTT_4_3_3_4_AcceptingPubrec_IsAnsweredByTheClient(MqttVersion version, string connack, string marker)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        var outcome = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = MqttQos.ExactlyOnce });
        await connection.ReadAsync();

        await connection.SendAsync("50 02 0001 " + marker);
        await connection.ExpectAsync("62 02 0001");
        await fixture.Client.Deliveries.ReadAsync().Soon();
        Assert.False(outcome.IsCompleted);
        await connection.SendAsync("70 02 0001");

        Assert.Equal(MqttPublishStatus.Acknowledged, (await outcome.Soon()).Status);
    }

    [Fact]
    public async Task MQTT_4_3_3_7_MessageThatWasSent_DoesNotExpire()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        ushort id;
        await using (var first = await host.ConnectAsync("s", connect: Connect.Lasting))
        {
            await first.SubscribeAsync("a");
            await publisher.PublishAsync("a", "x", MqttQos.ExactlyOnce, 1, properties: new MqttMessageProperties { MessageExpiry = 5 });
            id = (await first.ReadPublishAsync("x")).Id;
        }

        host.Clock.Advance(TimeSpan.FromSeconds(60));

        await using var second = await host.ConnectAsync("s", connect: Connect.Lasting);
        Assert.Equal(id, (await second.ReadPublishAsync("x")).Id);
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "00")]
    public async Task MQTT_4_3_3_8_MessagesToTheClient_AreAnsweredByTheirQos(MqttVersion version, string connack, string properties)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        var length = version == MqttVersion.V5 ? 6 : 5;

        await connection.SendAsync($"32 0{length} 0001'a' 0001 {properties} 34 0{length} 0001'b' 0002 {properties}");
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();

        await connection.ExpectAsync("40 02 0001");
        await connection.ExpectAsync("50 02 0002");
        await connection.SendAsync("62 02 0002");
        await connection.ExpectAsync("70 02 0002");
    }

    [Fact]
    public async Task MQTT_4_3_3_9_IdentifierAfterARefusingPubrec_IsThatOfANewMessage()
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new ForbiddenTopic("secret") });
        await using var subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("a", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p");

        await publisher.PublishAsync("secret", "no", MqttQos.ExactlyOnce, 5);
        Assert.Equal(MqttReason.NotAuthorized, (await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5)).Reason);
        await publisher.PublishAsync("a", "yes", MqttQos.ExactlyOnce, 5);
        Assert.Equal(MqttReason.Success, (await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5)).Reason);

        await subscriber.ReadPublishAsync("yes");
    }

    [Fact]
    public async Task MQTT_4_3_3_9_IdentifierAfterARefusingPubrecOfTheClient_IsThatOfANewMessage()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("34 06 0001'a' 0005 00");
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge(MqttReason.NotAuthorized);
        await connection.ExpectAsync("50 03 0005 87");

        await connection.SendAsync("34 06 0001'b' 0005 00");

        Assert.Equal("b", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_3_3_10_RepeatedQos2Message_IsDeliveredOnce(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("#", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p", version);

        await publisher.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5);
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5);
        await publisher.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5, duplicate: true);
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5);
        await publisher.SendAsync(MqttPacketType.Pubrel, 5);
        await publisher.ReadAckAsync(MqttPacketType.Pubcomp, 5);
        await publisher.PublishAsync("a", "next", MqttQos.ExactlyOnce, 5);
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5);

        await subscriber.ReadPublishAsync("once");
        await subscriber.ReadPublishAsync("next");
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "34 05 0001'a' 0005", "3C 05 0001'a' 0005", "34 05 0001'b' 0005")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "34 06 0001'a' 0005 00", "3C 06 0001'a' 0005 00", "34 06 0001'b' 0005 00")]
    public async Task MQTT_4_3_3_10_RepeatedQos2Message_ReachesTheApplicationOnce(
        MqttVersion version, string connack, string original, string repeated, string next)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        await connection.SendAsync(original);
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();
        await connection.ExpectAsync("50 02 0005");
        await connection.SendAsync(repeated);
        await connection.ExpectAsync("50 02 0005");
        await connection.SendAsync("62 02 0005");
        await connection.ExpectAsync("70 02 0005");

        await connection.SendAsync(next);

        Assert.Equal("b", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
    }

    [Fact]
    public async Task MQTT_4_3_3_13_MessageHasExpired_TheExchangeGoesOn()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "x", MqttQos.ExactlyOnce, 5, properties: new MqttMessageProperties { MessageExpiry = 1 });
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 5);

        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await publisher.SendAsync(MqttPacketType.Pubrel, 5);

        Assert.Equal(MqttReason.Success, (await publisher.ReadAckAsync(MqttPacketType.Pubcomp, 5)).Reason);
    }

    // Acknowledgement and delivery are independent, so they come in either order.
    private static async Task<(AckPacket Ack, PublishPacket Publish)> ReadBothAsync(RawClient client, MqttPacketType type)
    {
        AckPacket ack = default;
        PublishPacket publish = default;
        for (var i = 0; i < 2; i++)
        {
            var packet = await client.TryReadAsync();
            if (packet?.Type == type)
            {
                ack = packet.Value.Ack;
            }
            else
            {
                publish = packet?.Publish ?? default;
            }
        }

        return (ack, publish);
    }
}
