using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.3 to 3.7 and 4.3 to 4.6 of both standards, the server's part: PUBLISH and its acknowledgements.</summary>
public sealed class ServerPublishTests
{
    [Theory]
    [InlineData(MqttVersion.V311, 0, 2, 0)]
    [InlineData(MqttVersion.V311, 1, 2, 1)]
    [InlineData(MqttVersion.V311, 2, 2, 2)]
    [InlineData(MqttVersion.V311, 2, 1, 1)]
    [InlineData(MqttVersion.V5, 2, 0, 0)]
    [InlineData(MqttVersion.V5, 1, 1, 1)]
    public async Task MQTT_3_8_4_8_DeliveredQos_IsTheLowerOfPublishedAndGranted(MqttVersion version, int published, int granted, int delivered)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await using var publisher = await host.ConnectAsync("p", version);
        Assert.Equal([(MqttReason)granted], await subscriber.SubscribeAsync("a", (MqttQos)granted));

        await publisher.PublishAsync("a", "x", (MqttQos)published, (ushort)(published > 0 ? 7 : 0));

        var publish = await subscriber.ReadPublishAsync("x");
        Assert.Equal((MqttQos)delivered, publish.Message.Qos);
        Assert.False(publish.Duplicate);
        Assert.Equal(delivered > 0, publish.Id != 0);
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

    [Fact]
    public async Task MQTT_4_4_0_1_RepeatedQos2MessageOnTheNextConnection_IsDeliveredOnce()
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("#", MqttQos.AtMostOnce);
        await using (var first = await host.ConnectAsync("p", connect: Connect.Lasting))
        {
            await first.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5);
            await first.ReadAckAsync(MqttPacketType.Pubrec, 5);
        }

        await using var second = await host.ConnectAsync("p", connect: Connect.Lasting);
        await second.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5, duplicate: true);
        await second.ReadAckAsync(MqttPacketType.Pubrec, 5);
        await second.SendAsync(MqttPacketType.Pubrel, 5);
        await second.ReadAckAsync(MqttPacketType.Pubcomp, 5);
        await second.PublishAsync("marker", "nothing between");

        await subscriber.ReadPublishAsync("once");
        await subscriber.ReadPublishAsync("nothing between");
    }

    [Fact]
    public async Task MQTT_4_3_3_8_DeliveryWithQos2_GoesThroughAllFourPackets()
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");
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
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_4_0_1_UnacknowledgedMessages_AreSentAgainWithTheirIdentifiersInOrder(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        var ids = new List<ushort>();
        await using (var first = await host.ConnectAsync("s", version, Connect.Lasting))
        {
            await first.SubscribeAsync("a");
            await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
            await publisher.PublishAsync("a", "2", MqttQos.ExactlyOnce, 2);
            await publisher.PublishAsync("a", "3", MqttQos.ExactlyOnce, 3);
            ids.Add((await first.ReadPublishAsync("1")).Id);
            ids.Add((await first.ReadPublishAsync("2")).Id);
            ids.Add((await first.ReadPublishAsync("3")).Id);
            await first.SendAsync(MqttPacketType.Pubrec, ids[2]);
            await first.ReadAckAsync(MqttPacketType.Pubrel, ids[2]);
        }

        await using var second = await host.ConnectAsync("s", version, Connect.Lasting);
        foreach (var (payload, id) in new[] { ("1", ids[0]), ("2", ids[1]) })
        {
            var publish = await second.ReadPublishAsync(payload);
            Assert.Equal(id, publish.Id);
            Assert.True(publish.Duplicate);
        }

        await second.ReadAckAsync(MqttPacketType.Pubrel, ids[2]);
    }

    [Fact]
    public async Task MQTT_3_6_2_UnknownIdentifiers_AreAnsweredNotFound()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendAsync(MqttPacketType.Pubrel, 77);
        Assert.Equal(MqttReason.PacketIdentifierNotFound, (await client.ReadAckAsync(MqttPacketType.Pubcomp, 77)).Reason);
        await client.SendAsync(MqttPacketType.Pubrec, 78);
        Assert.Equal(MqttReason.PacketIdentifierNotFound, (await client.ReadAckAsync(MqttPacketType.Pubrel, 78)).Reason);
        await client.SendAsync(MqttPacketType.Puback, 79);
        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_4_6_0_6_ManyMessages_ArriveInOrderAtEachQos()
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");
        for (var i = 1; i <= 200; i++)
        {
            await publisher.PublishAsync("a", $"{i}", MqttQos.AtLeastOnce, (ushort)i);
        }

        for (var i = 1; i <= 200; i++)
        {
            await publisher.ReadAckAsync(MqttPacketType.Puback, (ushort)i);
            await subscriber.ReadPublishAsync($"{i}");
        }
    }

    [Fact]
    public async Task MQTT_3_3_1_5_Retained_IsGivenToLaterSubscribersWithTheFlag()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await using var before = await host.ConnectAsync("before");
        await before.SubscribeAsync("a");
        await publisher.PublishAsync("a", "old", MqttQos.AtLeastOnce, 1, retain: true);
        await publisher.PublishAsync("a", "new", MqttQos.AtLeastOnce, 2, retain: true);
        Assert.False((await before.ReadPublishAsync("old")).Message.Retain);
        await before.ReadPublishAsync("new");

        await using var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("a");

        Assert.True((await late.ReadPublishAsync("new")).Message.Retain);
    }

    [Fact]
    public async Task MQTT_3_3_1_6_EmptyPayload_RemovesTheRetainedMessage()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "old", retain: true);
        await publisher.PublishAsync("a", "", retain: true);
        await publisher.PublishAsync("b", "unretained");
        await publisher.PingAsync();

        await using var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("#");
        await publisher.PublishAsync("marker", "nothing before");
        await late.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task MQTT_3_3_2_5_ExpiredMessage_IsNotDelivered_AndOthersSayWhatIsLeft()
    {
        await using var host = await TestBroker.StartAsync();
        await using (var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting))
        {
            await subscriber.SubscribeAsync("a");
            await subscriber.DisconnectAsync();
            await subscriber.ReadEndAsync();
        }

        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "short", MqttQos.AtLeastOnce, 1, properties: new MqttMessageProperties { MessageExpiry = 5 });
        await publisher.PublishAsync("a", "long", MqttQos.AtLeastOnce, 2, properties: new MqttMessageProperties { MessageExpiry = 60 });
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 2);
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await using var again = await host.ConnectAsync("s", connect: Connect.Lasting);
        Assert.Equal(50u, (await again.ReadPublishAsync("long")).Message.Properties?.MessageExpiry);
    }

    [Fact]
    public async Task MQTT_3_3_2_5_ExpiredRetainedMessage_IsNotDelivered()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.PublishAsync("a", "x", retain: true, properties: new MqttMessageProperties { MessageExpiry = 5 });
        await client.PingAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await client.SubscribeAsync("a");

        await client.PublishAsync("a", "nothing before");
        await client.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task MQTT_3_3_2_17_Properties_ReachTheSubscriberUnaltered()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a");
        var sent = new MqttMessageProperties
        {
            ContentType = "text/plain",
            ResponseTopic = "answers",
            CorrelationData = new byte[] { 1, 2, 3 },
            IsText = true,
            UserProperties = [new("a", "1"), new("b", "2"), new("a", "3")],
        };

        await client.PublishAsync("a", "x", properties: sent);

        var received = (await client.ReadPublishAsync("x")).Message.Properties!;
        Assert.Equal(sent.ContentType, received.ContentType);
        Assert.Equal(sent.ResponseTopic, received.ResponseTopic);
        Assert.Equal([1, 2, 3], received.CorrelationData!.Value.ToArray());
        Assert.True(received.IsText);
        Assert.Equal(sent.UserProperties, received.UserProperties);
    }

    [Fact]
    public async Task MQTT_3_3_2_12_AliasOfTheClient_StandsForItsTopic()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("#");

        await client.PublishAsync("a/long/topic", "1", alias: 3);
        await client.PublishAsync("", "2", alias: 3);

        await client.ReadPublishAsync("1");
        Assert.Equal("a/long/topic", (await client.ReadPublishAsync("2")).Message.Topic);
    }

    [Theory]
    [InlineData((ushort)33)]
    [InlineData(ushort.MaxValue)]
    public async Task MQTT_3_3_2_9_AliasAboveTheMaximum_EndsTheConnection(ushort alias)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("a", "x", alias: alias);

        await client.ReadEndAsync(MqttReason.TopicAliasInvalid);
    }

    [Fact]
    public async Task MQTT_3_1_2_26_AliasToTheClient_StaysWithinWhatItAccepts()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { TopicAliasMaximum = 1 } });
        await client.SubscribeAsync("#");

        // The reader resolves aliases, so an alias that were wrong would show as a wrong topic.
        foreach (var topic in new[] { "a", "b", "a", "b", "a" })
        {
            await client.PublishAsync(topic, topic);
            Assert.Equal(topic, (await client.ReadPublishAsync(topic)).Message.Topic);
        }
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
    public async Task MQTT_3_1_2_25_MessageLargerThanTheClientAccepts_IsLeftOut()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { MaximumPacketSize = 64 } });
        await client.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");

        await publisher.PublishAsync("a", new string('x', 100), MqttQos.AtLeastOnce, 1);
        await publisher.PublishAsync("a", "small", MqttQos.AtLeastOnce, 2);

        await client.ReadPublishAsync("small");
    }

    [Fact]
    public async Task MQTT_3_2_2_15_PacketLargerThanTheServerAccepts_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.PacketSize = 1000);
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("a", new string('x', 2000));

        await client.ReadEndAsync(MqttReason.PacketTooLarge);
    }

    [Theory]
    [InlineData(MqttVersion.V311, MqttReason.Success)]
    [InlineData(MqttVersion.V5, MqttReason.NotAuthorized)]
    public async Task MQTT_3_3_5_2_MessageThatIsNotAuthorized_IsAnsweredAndGoesNowhere(MqttVersion version, MqttReason told)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new ForbiddenTopic("secret") });
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("#", MqttQos.AtMostOnce);

        await client.PublishAsync("secret", "no", MqttQos.AtLeastOnce, 1);
        Assert.Equal(told, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        await client.PublishAsync("open", "yes");
        await client.ReadPublishAsync("yes");
    }

    [Fact]
    public async Task MQTT_3_4_2_1_NobodySubscribes_IsTold()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);

        Assert.Equal(MqttReason.NoMatchingSubscribers, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
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
