using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.15: AUTH.</summary>
public sealed class Chapter315AuthTests
{
    [Fact]
    public void MQTT_3_15_1_1_ReservedFlags_AreMalformed() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("F1 00", MqttVersion.V5).Reason);

    [Fact]
    public void MQTT_3_15_2_1_ReasonThatAnAuthDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("F0 02 00 00", MqttVersion.V5).Field);
}
