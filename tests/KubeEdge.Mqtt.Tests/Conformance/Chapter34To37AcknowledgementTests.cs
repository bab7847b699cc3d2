using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.4 to 3.7: PUBACK, PUBREC, PUBREL, PUBCOMP.</summary>
public sealed class Chapter34To37AcknowledgementTests
{
    [Fact]
    public async Task MQTT_3_4_2_1_NobodySubscribes_IsTold()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);

        Assert.Equal(MqttReason.NoMatchingSubscribers, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
    }

    [Fact]
    public void MQTT_3_4_2_1_PubackWithAReasonThatItDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("40 03 0001 01", MqttVersion.V5).Field);

    [Fact]
    public void MQTT_3_5_2_1_PubrecWithAReasonThatItDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("50 03 0001 92", MqttVersion.V5).Field);

    [Fact]
    public async Task MQTT_Section_3_6_2_1_UnknownIdentifiers_AreAnsweredNotFound()
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
    public void MQTT_3_6_2_1_PubrelWithAReasonThatItDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("62 03 0001 87", MqttVersion.V5).Field);

    [Fact]
    public void MQTT_3_7_2_1_PubcompWithAReasonThatItDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("70 03 0001 10", MqttVersion.V5).Field);
}
