using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3: the control packets.</summary>
public sealed class FormatPacketsTests
{
    [Theory]
    [InlineData("10 0D 0004'HTTP' 04 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0D 0004'MQTT' 06 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0F 0006'MQIsdp' 03 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0D 0004'MQTT' 04 03 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 0A 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 22 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 1E 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 42 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0C 0004'MQTT' 04 00 0000 0000", MqttReason.ClientIdentifierNotValid)]
    [InlineData("10 0D 0004'MQTT' 04 82 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0E 0004'MQTT' 04 02 0000 0001'c' 00", MqttReason.MalformedPacket)]
    public void MQTT_3_1_Connect_NotValid_IsRefusedWithItsReason(string hex, MqttReason reason) =>
        Assert.Equal(reason, PacketBytes.Fail(hex, MqttVersion.V5).Reason);

    [Theory]
    [InlineData("10 11 0004'MQTT' 05 02 0000 03 21 0000 0001'c'", "ReceiveMaximum")]
    [InlineData("10 13 0004'MQTT' 05 02 0000 05 27 00000000 0001'c'", "MaximumPacketSize")]
    [InlineData("10 10 0004'MQTT' 05 02 0000 02 17 02 0001'c'", "RequestProblemInformation")]
    [InlineData("10 12 0004'MQTT' 05 02 0000 04 16 0001'x' 0001'c'", "authentication data")]
    public void MQTT_3_1_2_11_ConnectProperties_NotValid_AreProtocolErrors(string hex, string field)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V5);
        Assert.Equal((MqttReason.ProtocolError, field), (error.Reason, error.Field));
    }

    [Fact]
    public void MQTT_3_1_0_1_FirstPacketIsNotConnect_IsAProtocolError()
    {
        var reader = new MqttPacketReader(new PacketLimits(), fromClient: true);
        var buffer = new System.Buffers.ReadOnlySequence<byte>(PacketBytes.Hex("C0 00"));
        Assert.Equal(PacketReadStatus.Error, reader.TryRead(ref buffer, out _, out var error));
        Assert.Equal(MqttReason.ProtocolError, error.Reason);
    }

    [Fact]
    public void MQTT_3_1_0_2_SecondConnect_IsAProtocolError()
    {
        var reader = new MqttPacketReader(new PacketLimits(), fromClient: true);
        var connect = PacketBytes.Hex("10 0D 0004'MQTT' 04 02 0000 0001'c'");
        var buffer = new System.Buffers.ReadOnlySequence<byte>([.. connect, .. connect]);
        Assert.Equal(PacketReadStatus.Packet, reader.TryRead(ref buffer, out _, out _));
        Assert.Equal(MqttVersion.V311, reader.Version);
        Assert.Equal(PacketReadStatus.Error, reader.TryRead(ref buffer, out _, out var error));
        Assert.Equal(MqttReason.ProtocolError, error.Reason);
    }

    [Theory]
    [InlineData("20 03 02 00 00", "acknowledge flags")]
    [InlineData("20 03 01 87 00", "acknowledge flags")]
    [InlineData("20 03 00 01 00", "reason")]
    [InlineData("20 05 00 00 02 24 02", "MaximumQos")]
    public void MQTT_3_2_Connack_NotValid_NamesItsField(string hex, string field) =>
        Assert.Equal(field, PacketBytes.Fail(hex, MqttVersion.V5, fromClient: false).Field);

    [Theory]
    [InlineData("36 06 0001'a' 0001 00")]
    [InlineData("38 04 0001'a' 00")]
    [InlineData("30 04 0001'+' 00")]
    [InlineData("30 06 0003'a/#' 00")]
    [InlineData("30 03 0000 00")]
    [InlineData("30 06 0000 03 23 0001")]
    [InlineData("30 08 0001'a' 04 08 0001'#'")]
    [InlineData("30 06 0001'a' 02 0B 05")]
    public void MQTT_3_3_Publish_QosTopicAliasOrResponseTopicNotValid_IsAnError(string hex) =>
        Assert.Equal(MqttPacketType.Publish, PacketBytes.Fail(hex, MqttVersion.V5, limits: new PacketLimits { TopicAliases = 2 }).Packet);

    [Fact]
    public void MQTT_3_3_2_3_4_TopicAlias_StandsForItsTopicAndCanChangeIt()
    {
        var reader = new MqttPacketReader(new PacketLimits { TopicAliases = 1 }, fromClient: true, MqttVersion.V5);
        var buffer = new System.Buffers.ReadOnlySequence<byte>(
            PacketBytes.Hex("30 07 0001'a' 03 23 0001 30 06 0000 03 23 0001 30 07 0001'b' 03 23 0001 30 06 0000 03 23 0001"));
        foreach (var topic in new[] { "a", "a", "b", "b" })
        {
            Assert.Equal(PacketReadStatus.Packet, reader.TryRead(ref buffer, out var packet, out _));
            Assert.Equal(topic, packet.Publish.Message.Topic);
        }
    }

    [Theory]
    [InlineData("40 03 0001 01")]
    [InlineData("50 03 0001 92")]
    [InlineData("62 03 0001 87")]
    [InlineData("70 03 0001 10")]
    [InlineData("E0 01 8B")]
    [InlineData("F0 02 00 00")]
    public void MQTT_3_4_to_3_15_ReasonThatThePacketDoesNotHave_IsMalformed(string hex) =>
        Assert.Equal("reason", PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Theory]
    [InlineData("82 02 0001", "payload")]
    [InlineData("82 05 0001 0000 00", "topic filter")]
    [InlineData("82 06 0001 0001'a' 03", "subscription options")]
    [InlineData("82 06 0001 0001'a' 04", "subscription options")]
    [InlineData("82 05 0001 0001'a'", "subscription options")]
    [InlineData("A2 02 0001", "payload")]
    public void MQTT_3_8_and_3_10_RequestsNotValid_NameTheirField(string hex, string field) =>
        Assert.Equal(field, PacketBytes.Fail(hex, MqttVersion.V311).Field);

    [Theory]
    [InlineData("82 07 0001 00 0001'a' 40")]
    [InlineData("82 07 0001 00 0001'a' 30")]
    [InlineData("82 10 0001 00 000A'$share/g/a' 04")]
    public void MQTT_3_8_3_1_SubscriptionOptionsOfMqtt5_NotValid_AreErrors(string hex) =>
        Assert.Equal("subscription options", PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Fact]
    public void MQTT_3_14_2_2_2_SessionExpiryFromAServer_IsAProtocolError() =>
        Assert.Equal(
            MqttReason.ProtocolError, PacketBytes.Fail("E0 07 00 05 11 00000001", MqttVersion.V5, fromClient: false).Reason);
}
