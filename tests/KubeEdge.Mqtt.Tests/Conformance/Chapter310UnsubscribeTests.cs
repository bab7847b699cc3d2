using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.10 and 3.11: UNSUBSCRIBE and UNSUBACK.</summary>
public sealed class Chapter310UnsubscribeTests
{
    [Theory]
    [InlineData(MqttVersion.V311, "A2 05 0001 0001 FF")]
    [InlineData(MqttVersion.V5, "A2 06 0001 00 0001 FF")]
    public void MQTT_3_10_3_1_FilterThatIsNoText_IsMalformed(MqttVersion version, string hex)
    {
        var error = PacketBytes.Fail(hex, version);
        Assert.Equal((MqttReason.MalformedPacket, "topic filter"), (error.Reason, error.Field));
    }

    [Theory]
    [InlineData(MqttVersion.V311, "A2 02 0001")]
    [InlineData(MqttVersion.V5, "A2 03 0001 00")]
    public void MQTT_3_10_3_2_NoFilter_IsAProtocolError(MqttVersion version, string hex)
    {
        var error = PacketBytes.Fail(hex, version);
        Assert.Equal((MqttReason.ProtocolError, "payload"), (error.Reason, error.Field));
    }

    [Fact]
    public async Task MQTT_3_10_3_2_NoFilter_IsRefusedByTheClient()
    {
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.UnsubscribeAsync([]).AsTask());
    }

    [Fact]
    public async Task MQTT_3_10_4_1_FilterThatOnlyMatches_RemovesNothing()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a/+", MqttQos.AtMostOnce);

        Assert.Equal(
            [MqttReason.NoSubscriptionExisted, MqttReason.NoSubscriptionExisted, MqttReason.NoSubscriptionExisted],
            await client.UnsubscribeAsync("a/b", "A/+", "#"));
        await client.PublishAsync("a/b", "x");
        await client.ReadPublishAsync("x");
        Assert.Equal([MqttReason.Success], await client.UnsubscribeAsync("a/+"));
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
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_10_4_3_DeliveryThatHasBegun_IsCompleted(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "x", MqttQos.ExactlyOnce, 1);
        var publish = await client.ReadPublishAsync("x");

        await client.UnsubscribeAsync("a");

        await client.SendAsync(MqttPacketType.Pubrec, publish.Id);
        Assert.Equal(MqttReason.Success, (await client.ReadAckAsync(MqttPacketType.Pubrel, publish.Id)).Reason);
        await client.SendAsync(MqttPacketType.Pubcomp, publish.Id);
    }

    [Theory]
    [InlineData("B0 04 0001 00 01")]
    [InlineData("B0 04 0001 00 97")]
    public void MQTT_3_11_3_2_ReasonThatAnUnsubackDoesNotHave_IsMalformed(string hex) =>
        Assert.Equal("reason", PacketBytes.Fail(hex, MqttVersion.V5, fromClient: false).Field);
}
