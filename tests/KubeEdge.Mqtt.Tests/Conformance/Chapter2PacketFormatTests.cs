using System.Buffers.Binary;
using KubeEdge.Mqtt.Client;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 2: fixed header, packet identifiers, properties.</summary>
public sealed class Chapter2PacketFormatTests
{
    [Theory]
    [InlineData("20 02 00 00", true)]
    [InlineData("D0 00", true)]
    [InlineData("C0 00", false)]
    [InlineData("E0 00", false)]
    [InlineData("82 06 0001 0001'a' 00", false)]
    public void MQTT_Section_2_1_2_PacketOfTheOtherSide_IsAProtocolError(string hex, bool fromClient) =>
        Assert.Equal(MqttReason.ProtocolError, PacketBytes.Fail(hex, MqttVersion.V311, fromClient).Reason);

    [Theory]
    [InlineData("31 00", "Publish")]
    [InlineData("00 00", "None")]
    [InlineData("C1 00", "Pingreq")]
    [InlineData("60 02 0001", "Pubrel")]
    [InlineData("80 06 0001 0001'a' 00", "Subscribe")]
    [InlineData("A3 05 0001 0001'a'", "Unsubscribe")]
    [InlineData("11 00", "Connect")]
    [InlineData("E1 00", "Disconnect")]
    public void MQTT_2_1_3_1_ReservedFlags_AreMalformedAndNameTheirPacket(string hex, string type)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V311);
        Assert.Equal((MqttReason.MalformedPacket, type), (error.Reason, error.Packet.ToString()));
    }

    [Fact]
    public async Task MQTT_2_2_1_2_MessageOfQos0_HasNoIdentifier()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();

        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });

        await connection.ExpectAsync("30 04 0001't' 00");
    }

    [Theory]
    [InlineData("40 02 0000")]
    [InlineData("32 06 0001'a' 0000 00")]
    [InlineData("82 06 0000 0001'a' 00")]
    public void MQTT_2_2_1_3_PacketIdentifierZero_IsAProtocolError(string hex) =>
        Assert.Equal(MqttReason.ProtocolError, PacketBytes.Fail(hex, MqttVersion.V311).Reason);

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311)]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted)]
    public async Task MQTT_2_2_1_3_RequestsOfTheClient_HaveIdentifiersThatAreNotInUse(MqttVersion version, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        var ids = new List<ushort>();
        for (var i = 0; i < 3; i++)
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = (MqttQos)(1 + (i % 2)) }).AsTask();
            ids.Add(BinaryPrimitives.ReadUInt16BigEndian((await connection.ReadAsync()).AsSpan(5)));
            _ = fixture.Client.SubscribeAsync([new("a")]).AsTask();
            ids.Add(BinaryPrimitives.ReadUInt16BigEndian((await connection.ReadAsync()).AsSpan(2)));
            _ = fixture.Client.UnsubscribeAsync(["b"]).AsTask();
            ids.Add(BinaryPrimitives.ReadUInt16BigEndian((await connection.ReadAsync()).AsSpan(2)));
        }

        Assert.DoesNotContain((ushort)0, ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void MQTT_2_2_1_3_IdentifierThatIsInUse_IsPassedOverTheNextTimeRound()
    {
        var ids = new PacketIds();
        var held = ids.Take();
        for (var i = 0; i < 2 * ushort.MaxValue; i++)
        {
            var id = ids.Take();
            Assert.True(id != 0 && id != held);
            ids.Release(id);
        }
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_2_2_1_4_MessagesOfTheServer_HaveIdentifiersThatAreNotInUse(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");
        var ids = new List<ushort>();
        for (ushort i = 1; i <= 4; i++)
        {
            await publisher.PublishAsync("a", $"{i}", (MqttQos)(1 + (i % 2)), i);
            ids.Add((await client.ReadPublishAsync($"{i}")).Id);
        }

        Assert.DoesNotContain((ushort)0, ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "82 06 1234 0001 61 01", "A2 05 5678 0001 61")]
    [InlineData(MqttVersion.V5, "82 07 1234 00 0001 61 01", "A2 06 5678 00 0001 61")]
    public async Task MQTT_2_2_1_6_AnswersToRequests_HaveTheirIdentifiers(MqttVersion version, string subscribe, string unsubscribe)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);

        await client.SendHexAsync(subscribe);
        Assert.Equal(0x1234, (await client.ReadAsync(MqttPacketType.Suback)).Body<SubackPacket>().Id);
        await client.SendHexAsync(unsubscribe);
        Assert.Equal(0x5678, (await client.ReadAsync(MqttPacketType.Unsuback)).Body<UnsubackPacket>().Id);
    }

    [Theory]
    [InlineData("30 06 0001'a' 02 11 00", "property identifier")]
    [InlineData("30 06 0001'a' 02 7F 00", "property identifier")]
    [InlineData("30 08 0001'a' 04 01 01 01 01", "PayloadFormat")]
    [InlineData("30 06 0001'a' 02 01 02", "payload format")]
    [InlineData("30 07 0001'a' 03 23 0000", "topic alias")]
    [InlineData("30 06 0001'a' 02 0B 00", "subscription identifier")]
    [InlineData("30 04 0001'a' 09", "property length")]
    [InlineData("30 09 0001'a' 03 02 00000001", "properties")]
    public void MQTT_Section_2_2_2_PropertiesThatAreNotAllowedTwiceOrAtAll_NameTheirField(string hex, string field) =>
        Assert.Equal(field, PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Fact]
    public async Task MQTT_2_2_2_1_NoProperties_AreALengthOfZero()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();

        _ = fixture.Client.SubscribeAsync([new("a")]).AsTask();
        await connection.ExpectAsync("82 07 0001 00 0001'a' 01");
        _ = fixture.Client.UnsubscribeAsync(["a"]).AsTask();
        await connection.ExpectAsync("A2 06 0002 00 0001'a'");
    }
}
