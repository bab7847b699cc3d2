using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 1 and 2: strings, integers, fixed header, properties.</summary>
public sealed class FormatBasicsTests
{
    [Theory]
    [InlineData("30 08 0003 61EDA0 00 00 00", "a lone surrogate, cut")]
    [InlineData("30 06 0003 EDA080 00", "a surrogate, D800")]
    [InlineData("30 05 0002 C0AF 00", "an overlong form")]
    [InlineData("30 04 0001 FF 00", "no UTF-8 at all")]
    public void MQTT_1_5_4_1_StringOfIllFormedUtf8_IsMalformed(string hex, string what) =>
        Assert.True(MqttReason.MalformedPacket == PacketBytes.Fail(hex, MqttVersion.V5).Reason, what);

    [Fact]
    public void MQTT_1_5_4_2_NullCharacterInString_IsMalformed() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("30 06 0003 610062 00", MqttVersion.V5).Reason);

    [Fact]
    public void MQTT_1_5_4_3_ByteOrderMark_IsKept()
    {
        var packet = PacketBytes.ReadOne(PacketBytes.Hex("30 07 0004 EFBBBF61 00"), MqttVersion.V5, fromClient: true);
        Assert.Equal("\uFEFFa", packet.Publish.Message.Topic);
    }

    [Theory]
    [InlineData("C0 80 00")]
    [InlineData("30 84 00 0001'a' 00")]
    public void MQTT_1_5_5_1_VariableByteIntegerNotInShortestForm_IsMalformed(string hex) =>
        Assert.Equal("remaining length", PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Fact]
    public void RemainingLength_OfFiveBytes_IsMalformedAtTheFourth() =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail("30 FF FF FF FF", MqttVersion.V5).Reason);

    [Theory]
    [InlineData("31 00", "Publish")]
    [InlineData("00 00", "None")]
    [InlineData("C1 00", "Pingreq")]
    [InlineData("60 02 0001", "Pubrel")]
    [InlineData("80 06 0001 0001'a' 00", "Subscribe")]
    [InlineData("A3 05 0001 0001'a'", "Unsubscribe")]
    [InlineData("11 00", "Connect")]
    public void MQTT_2_1_3_1_ReservedFlags_AreMalformedAndNameTheirPacket(string hex, string type)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V311);
        Assert.Equal((MqttReason.MalformedPacket, type), (error.Reason, error.Packet.ToString()));
    }

    [Theory]
    [InlineData("40 02 0000")]
    [InlineData("32 06 0001'a' 0000 00")]
    [InlineData("82 06 0000 0001'a' 00")]
    public void MQTT_2_2_1_3_PacketIdentifierZero_IsAProtocolError(string hex) =>
        Assert.Equal(MqttReason.ProtocolError, PacketBytes.Fail(hex, MqttVersion.V311).Reason);

    [Theory]
    [InlineData("30 06 0001'a' 02 11 00", "property identifier")]
    [InlineData("30 06 0001'a' 02 7F 00", "property identifier")]
    [InlineData("30 08 0001'a' 04 01 01 01 01", "PayloadFormat")]
    [InlineData("30 06 0001'a' 02 01 02", "payload format")]
    [InlineData("30 07 0001'a' 03 23 0000", "topic alias")]
    [InlineData("30 06 0001'a' 02 0B 00", "subscription identifier")]
    [InlineData("30 04 0001'a' 09", "property length")]
    [InlineData("30 09 0001'a' 03 02 00000001", "properties")]
    public void Properties_ThatAreNotAllowedTwiceOrAtAll_NameTheirField(string hex, string field) =>
        Assert.Equal(field, PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Fact]
    public void Properties_MoreThanTheLimit_AreRefused()
    {
        var limits = new PacketLimits { Properties = 1 };
        var error = PacketBytes.Fail("30 12 0001'a' 0E 26 0001'a' 0001'b' 26 0001'a' 0001'b'", MqttVersion.V5, limits: limits);
        Assert.Equal(MqttReason.ImplementationSpecificError, error.Reason);
    }

    [Fact]
    public void PacketLargerThanTheLimit_IsRefusedByItsHeader() =>
        Assert.Equal(
            MqttReason.PacketTooLarge, PacketBytes.Fail("30 80 01", MqttVersion.V5, limits: new PacketLimits { PacketSize = 100 }).Reason);

    [Theory]
    [InlineData("20 02 00 00", true)]
    [InlineData("D0 00", true)]
    [InlineData("C0 00", false)]
    [InlineData("E0 00", false)]
    [InlineData("82 06 0001 0001'a' 00", false)]
    public void PacketOfTheOtherSide_IsAProtocolError(string hex, bool fromClient) =>
        Assert.Equal(MqttReason.ProtocolError, PacketBytes.Fail(hex, MqttVersion.V311, fromClient).Reason);
}
