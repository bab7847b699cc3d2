using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.8 to 3.11, 4.7 and 4.8, the server's part: SUBSCRIBE, UNSUBSCRIBE, and which messages they bring.</summary>
public sealed class ServerSubscribeTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_8_4_6_Suback_HasOneReasonPerFilterInOrder(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new ForbiddenTopic("secret") });
        await using var client = await host.ConnectAsync("c", version);

        var reasons = await client.SubscribeAsync(
            new MqttSubscription("a", MqttQos.AtMostOnce), new("secret"), new("b", MqttQos.ExactlyOnce));

        var refused = version == MqttVersion.V5 ? MqttReason.NotAuthorized : MqttReason.UnspecifiedError;
        Assert.Equal([MqttReason.Success, refused, MqttReason.GrantedQos2], reasons);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_8_4_3_SameFilterAgain_ReplacesTheSubscriptionAndSendsRetainedAgain(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.PublishAsync("a", "kept", retain: true);
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);
        await client.ReadPublishAsync("kept");
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);
        Assert.True((await client.ReadPublishAsync("kept")).Message.Retain);

        await client.PublishAsync("a", "one copy");
        await client.PublishAsync("a", "next");
        await client.ReadPublishAsync("one copy");
        await client.ReadPublishAsync("next");
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

    [Fact]
    public async Task MQTT_3_8_3_3_NoLocal_LeavesOwnMessagesOut()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c");
        await using var other = await host.ConnectAsync("o");
        await client.SubscribeAsync(new MqttSubscription("a", MqttQos.AtMostOnce) { NoLocal = true });

        await client.PublishAsync("a", "mine");
        await client.PingAsync();
        await other.PublishAsync("a", "yours");

        await client.ReadPublishAsync("yours");
    }

    [Fact]
    public async Task MQTT_3_8_3_4_NoLocalOnASharedSubscription_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("82 10 0001 00 000A 2473686172652F672F61 04");

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }

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

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_10_4_2_Unsubscribe_EndsDelivery(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);
        await client.SubscribeAsync("b", MqttQos.AtMostOnce);

        var reasons = await client.UnsubscribeAsync("a", "never");

        Assert.Equal(version == MqttVersion.V5 ? [MqttReason.Success, MqttReason.NoSubscriptionExisted] : [], reasons);
        await client.PublishAsync("a", "not this");
        await client.PublishAsync("b", "this");
        await client.ReadPublishAsync("this");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+/monitor/Clients")]
    public async Task MQTT_4_7_2_1_WildcardInTheFirstLevel_DoesNotMatchDollarTopics(string filter)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync(filter, MqttQos.AtMostOnce);
        await client.SubscribeAsync("$hw/#", MqttQos.AtMostOnce);

        await client.PublishAsync("$other/monitor/Clients", "hidden");
        await client.PublishAsync("$hw/monitor/Clients", "asked for");

        await client.ReadPublishAsync("asked for");
    }

    [Fact]
    public async Task MQTT_4_7_3_1_TopicWithTooManyLevels_IsRefused()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.TopicLevels = 3);
        await using var client = await host.ConnectAsync();

        Assert.Equal([MqttReason.TopicFilterInvalid], await client.SubscribeAsync("a/b/c/d"));
        await client.PublishAsync("a/b/c/d", "x", MqttQos.AtLeastOnce, 1);
        Assert.Equal(MqttReason.TopicNameInvalid, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
    }

    [Fact]
    public async Task MQTT_4_8_2_4_SharedSubscription_GoesRoundItsMembers()
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("1");
        await using var second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a", MqttQos.AtMostOnce);
        await second.SubscribeAsync("$share/g/a", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p");

        for (var i = 0; i < 4; i++)
        {
            await publisher.PublishAsync("a", $"{i}");
        }

        await first.ReadPublishAsync("0");
        await second.ReadPublishAsync("1");
        await first.ReadPublishAsync("2");
        await second.ReadPublishAsync("3");
    }

    [Fact]
    public async Task MQTT_4_8_2_6_MemberGoesWithMessagesUnsent_AnotherGetsThem()
    {
        await using var host = await TestBroker.StartAsync();
        await using var slow = await host.ConnectAsync(
            "slow", connect: new Connect { Properties = new PacketProperties { ReceiveMaximum = 1 } });
        await slow.SubscribeAsync("$share/g/a", MqttQos.AtLeastOnce);
        await using var publisher = await host.ConnectAsync("p");
        for (ushort i = 1; i <= 3; i++)
        {
            await publisher.PublishAsync("a", $"{i}", MqttQos.AtLeastOnce, i);
            await publisher.ReadAckAsync(MqttPacketType.Puback, i);
        }

        await slow.ReadPublishAsync("1");
        await using var other = await host.ConnectAsync("other");
        await other.SubscribeAsync("$share/g/a", MqttQos.AtLeastOnce);
        await slow.DisconnectAsync();

        await other.ReadPublishAsync("2");
        await other.ReadPublishAsync("3");
    }

    [Fact]
    public async Task MQTT_3_1_2_23_SessionExpiry_EndsTheSession()
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting with { Expiry = 100 }))
        {
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(100));
        host.Clock.Advance(TimeSpan.FromSeconds(100));

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);
        Assert.False(second.Connack!.SessionPresent);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(60u, true)]
    public async Task MQTT_3_14_2_2_ExpiryInTheDisconnect_IsTheSessions(uint expiry, bool present)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting))
        {
            await first.DisconnectAsync(expiry: expiry);
            await first.ReadEndAsync();
        }

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);
        Assert.Equal(present, second.Connack!.SessionPresent);
    }

    [Fact]
    public async Task MQTT_3_14_2_2_ExpiryInTheDisconnectAfterNone_IsAProtocolError()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.DisconnectAsync(expiry: 60);

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }

    [Fact]
    public async Task MQTT_3_12_4_1_Pingreq_IsAnswered()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", MqttVersion.V311);

        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_4_12_0_6_AuthWithoutAMethod_IsAProtocolError()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("F0 00");

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }
}
