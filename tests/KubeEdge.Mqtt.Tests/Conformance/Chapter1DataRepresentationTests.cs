using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 1: strings and integers.</summary>
public sealed class Chapter1DataRepresentationTests
{
    [Theory]
    [InlineData("30 08 0003 61EDA0 00 00 00", "a lone surrogate, cut")]
    [InlineData("30 06 0003 EDA080 00", "a surrogate, D800")]
    [InlineData("30 05 0002 C0AF 00", "an overlong form")]
    [InlineData("30 04 0001 FF 00", "no UTF-8 at all")]
    public void MQTT_1_5_4_1_StringOfIllFormedUtf8_IsMalformed(string hex, string what) =>
        Assert.True(MqttReason.MalformedPacket == PacketBytes.Fail(hex, MqttVersion.V5).Reason, what);

    [Theory]
    [InlineData("c\0")]
    [InlineData("lone surrogate")]
    public void MQTT_1_5_4_1_ClientIdOrUserNameThatIsNoText_IsRefusedByTheOptions(string text)
    {
        text = text == "lone surrogate" ? "\uD800" : text; // An attribute cannot hold one.
        var server = new Uri("mqtt://localhost");
        Assert.Throws<ArgumentException>(() => new MqttClient(new() { Server = server, ClientId = text }));
        Assert.Throws<ArgumentException>(() => new MqttClient(new() { Server = server, UserName = text }));
        Assert.Throws<ArgumentException>(() => new MqttClient(new() { Server = server, UserProperties = [new("a", text)] }));
    }

    [Fact]
    public void MQTT_1_5_4_2_NullCharacterInString_IsMalformed() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("30 06 0003 610062 00", MqttVersion.V5).Reason);

    [Fact]
    public void MQTT_1_5_4_3_ByteOrderMark_IsKept()
    {
        var packet = PacketBytes.ReadOne(PacketBytes.Hex("30 07 0004 EFBBBF61 00"), MqttVersion.V5, fromClient: true);
        Assert.Equal("\uFEFFa", packet.Publish.Message.Topic);
    }

    [Fact]
    public void MQTT_Section_1_5_5_LengthOfFiveBytes_IsMalformedAtTheFourth() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("30 FF FF FF FF", MqttVersion.V5).Reason);

    [Theory]
    [InlineData("C0 80 00")]
    [InlineData("30 84 00 0001'a' 00")]
    public void MQTT_1_5_5_1_VariableByteIntegerNotInShortestForm_IsMalformed(string hex) =>
        Assert.Equal("remaining length", PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Theory]
    [InlineData("30 0A 0001'a' 06 26 0001 FF 0000")]
    [InlineData("30 0A 0001'a' 06 26 0000 0001 FF")]
    [InlineData("30 0A 0001'a' 06 26 0001 00 0000")]
    public void MQTT_1_5_7_1_PairOfWhichOneIsNoText_IsMalformed(string hex) =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail(hex, MqttVersion.V5).Reason);
}
