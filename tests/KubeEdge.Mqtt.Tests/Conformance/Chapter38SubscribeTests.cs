using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.8: SUBSCRIBE.</summary>
public sealed class Chapter38SubscribeTests
{
    [Theory]
    [InlineData(MqttVersion.V311, "82 06 0001 0001 FF 00")]
    [InlineData(MqttVersion.V5, "82 07 0001 00 0001 FF 00")]
    public void MQTT_3_8_3_1_FilterThatIsNoText_IsMalformed(MqttVersion version, string hex)
    {
        var error = PacketBytes.Fail(hex, version);
        Assert.Equal((MqttReason.MalformedPacket, "topic filter"), (error.Reason, error.Field));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("lone surrogate")]
    public async Task MQTT_3_8_3_1_FilterThatIsNoText_IsRefusedByTheClient(string filter)
    {
        filter = filter == "lone surrogate" ? "\uD800" : filter; // An attribute cannot hold one.
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new(filter)]).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.UnsubscribeAsync([filter]).AsTask());
    }

    [Theory]
    [InlineData(MqttVersion.V311, "82 02 0001")]
    [InlineData(MqttVersion.V5, "82 03 0001 00")]
    public void MQTT_3_8_3_2_NoFilter_IsAProtocolError(MqttVersion version, string hex)
    {
        var error = PacketBytes.Fail(hex, version);
        Assert.Equal((MqttReason.ProtocolError, "payload"), (error.Reason, error.Field));
    }

    [Fact]
    public async Task MQTT_3_8_3_2_NoFilter_IsRefusedByTheClient()
    {
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([]).AsTask());
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

    [Theory]
    [InlineData("82 06 0001 0001'a' 03")]
    [InlineData("82 06 0001 0001'a' 04")]
    [InlineData("82 05 0001 0001'a'")]
    public void MQTT311_3_8_3_4_RequestedQosNotValid_IsAnError(string hex) =>
        Assert.Equal("subscription options", PacketBytes.Fail(hex, MqttVersion.V311).Field);

    [Fact]
    public async Task MQTT_3_8_3_4_NoLocalOnASharedSubscription_IsRefusedByTheClient()
    {
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Client.SubscribeAsync([new("$share/g/a") { NoLocal = true }]).AsTask());
    }

    [Theory]
    [InlineData("82 07 0001 00 0001'a' 40")]
    [InlineData("82 07 0001 00 0001'a' 30")]
    [InlineData("82 10 0001 00 000A'$share/g/a' 04")]
    public void MQTT_3_8_3_5_OptionsNotValid_AreErrors(string hex) =>
        Assert.Equal("subscription options", PacketBytes.Fail(hex, MqttVersion.V5).Field);

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
    [InlineData(MqttVersion.V311, 0, 2, 0)]
    [InlineData(MqttVersion.V311, 1, 2, 1)]
    [InlineData(MqttVersion.V311, 2, 2, 2)]
    [InlineData(MqttVersion.V311, 2, 1, 1)]
    [InlineData(MqttVersion.V5, 2, 0, 0)]
    [InlineData(MqttVersion.V5, 1, 1, 1)]
    public async Task MQTT_3_8_4_8_DeliveredQos_IsTheLowerOfPublishedAndGranted(
        MqttVersion version, int published, int granted, int delivered)
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
}
