using System.Buffers;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.3.2: topic and properties.</summary>
public sealed partial class Chapter33PublishTests
{
    [Theory]
    [InlineData(MqttVersion.V311, "30 03 0001'+'")]
    [InlineData(MqttVersion.V5, "30 04 0001'+' 00")]
    [InlineData(MqttVersion.V5, "30 06 0003'a/#' 00")]
    public void MQTT_3_3_2_2_WildcardInATopicName_IsMalformed(MqttVersion version, string hex) =>
        Assert.Equal(MqttReason.MalformedPacket, PacketBytes.Fail(hex, version).Reason);

    [Theory]
    [InlineData("a/+")]
    [InlineData("#")]
    public async Task MQTT_3_3_2_2_WildcardInATopicName_IsRefusedByTheClient(string topic)
    {
        await using var fixture = new ClientFixture();

        var result = await fixture.Client.PublishAsync(new MqttMessage { Topic = topic });

        Assert.Equal((MqttPublishStatus.Refused, MqttReason.TopicNameInvalid), (result.Status, result.Reason));
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
    public async Task MQTT_3_3_2_7_AliasOfTheClient_EndsWithItsConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting))
        {
            await first.PublishAsync("a", "x", alias: 1);
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);
        await second.PublishAsync("", "x", alias: 1);
        await second.ReadEndAsync(MqttReason.ProtocolError);
    }

    [Fact]
    public async Task MQTT_3_3_2_7_ClientConnectsAgain_NamesTheTopicOfAnAliasAgain()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 22 0001");
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        await connection.ExpectAsync("30 07 0001't' 03 23 0001");

        using var next = await fixture.ReconnectAsync(connection, "20 06 01 00 03 22 0001");
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        await next.ExpectAsync("30 07 0001't' 03 23 0001");
    }

    [Theory]
    [InlineData("30 07 0001'a' 03 23 0000", MqttReason.TopicAliasInvalid)]
    [InlineData("30 06 0000 03 23 0001", MqttReason.ProtocolError)]
    [InlineData("30 03 0000 00", MqttReason.ProtocolError)]
    public void MQTT_3_3_2_8_AliasThatStandsForNothing_IsAnError(string hex, MqttReason reason) =>
        Assert.Equal(reason, PacketBytes.Fail(hex, MqttVersion.V5, limits: new PacketLimits { TopicAliases = 2 }).Reason);

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
    public async Task MQTT_3_3_2_11_AliasToAClientThatOfferedNone_EndsTheConnection()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();

        await connection.SendAsync("30 07 0001'a' 03 23 0001");

        await connection.ExpectAsync("E0 02 94 00");
        Assert.Empty(await connection.ReadAsync());
    }

    [Fact]
    public void MQTT_3_3_2_12_Alias_StandsForItsTopicAndCanChangeIt()
    {
        var reader = new MqttPacketReader(new PacketLimits { TopicAliases = 1 }, fromClient: true, MqttVersion.V5);
        var buffer = new ReadOnlySequence<byte>(
            PacketBytes.Hex("30 07 0001'a' 03 23 0001 30 06 0000 03 23 0001 30 07 0001'b' 03 23 0001 30 06 0000 03 23 0001"));
        foreach (var topic in new[] { "a", "a", "b", "b" })
        {
            Assert.Equal(PacketReadStatus.Packet, reader.TryRead(ref buffer, out var packet, out _));
            Assert.Equal(topic, packet.Publish.Message.Topic);
        }
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
    [InlineData("30 08 0001'a' 04 08 0001 FF", "response topic")]
    [InlineData("30 08 0001'a' 04 03 0001 FF", "content type")]
    public void MQTT_3_3_2_13_PropertyThatIsNoText_IsMalformed(string hex, string field)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V5);
        Assert.Equal((MqttReason.MalformedPacket, field), (error.Reason, error.Field));
    }

    [Fact]
    public async Task MQTT_3_3_2_13_PropertyThatIsNoText_IsRefusedByTheClient()
    {
        await using var fixture = new ClientFixture();
        foreach (var properties in new MqttMessageProperties[]
        {
            new() { ResponseTopic = "\uD800" },
            new() { ResponseTopic = "a/#" },
            new() { ContentType = "\0" },
            new() { UserProperties = [new("a", "\uD800")] },
        })
        {
            var result = await fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Properties = properties });
            Assert.Equal(MqttPublishStatus.Refused, result.Status);
        }
    }

    [Theory]
    [InlineData("30 08 0001'a' 04 08 0001'#'")]
    [InlineData("30 0A 0001'a' 06 08 0003'b/+'")]
    public void MQTT_3_3_2_14_WildcardInAResponseTopic_IsAnError(string hex) =>
        Assert.Equal("response topic", PacketBytes.Fail(hex, MqttVersion.V5).Field);

    [Fact]
    public async Task MQTT_3_3_2_16_NoCorrelationData_IsNotEmptyCorrelationData()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a");
        var bytes = new byte[10];

        await client.SendHexAsync("30 08 0001 61 04 03 0001 63");

        await client.ReadExactlyAsync(bytes);
        Assert.Equal("30080001610403000163", Convert.ToHexString(bytes));
    }

    [Fact]
    public async Task MQTT_3_3_2_16_NoCorrelationData_IsNoneForTheClient()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();

        await connection.SendAsync("30 08 0001'a' 04 03 0001'c' 30 07 0001'a' 03 09 0000");

        Assert.Null((await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Properties!.CorrelationData);
        Assert.Equal(0, (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Properties!.CorrelationData?.Length);
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
}
