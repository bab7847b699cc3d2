using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.1.2.11: what the client says about itself.</summary>
public sealed partial class Chapter31ConnectTests
{
    [Theory]
    [InlineData("10 11 0004'MQTT' 05 02 0000 03 21 0000 0001'c'", "ReceiveMaximum")]
    [InlineData("10 13 0004'MQTT' 05 02 0000 05 27 00000000 0001'c'", "MaximumPacketSize")]
    [InlineData("10 10 0004'MQTT' 05 02 0000 02 17 02 0001'c'", "RequestProblemInformation")]
    [InlineData("10 12 0004'MQTT' 05 02 0000 04 16 0001'x' 0001'c'", "authentication data")]
    public void MQTT_Section_3_1_2_11_PropertiesNotValid_AreProtocolErrors(string hex, string field)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V5);
        Assert.Equal((MqttReason.ProtocolError, field), (error.Reason, error.Field));
    }

    [Fact]
    public async Task MQTT_3_1_2_24_AnswerLargerThanTheClientAccepts_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { MaximumPacketSize = 64 } });

        // A SUBACK of 2 + 2 + 1 + 60 bytes.
        await client.SendHexAsync($"82 F3 01 0001 00 {string.Concat(Enumerable.Repeat("0001 61 00", 60))}");

        await client.ReadEndAsync(MqttReason.PacketTooLarge);
    }

    [Fact]
    public async Task MQTT_3_1_2_24_ConnackLargerThanTheClientAccepts_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.ResponseInformation = new string('r', 100));
        await using var client = await host.DialAsync();

        await client.SendHexAsync("10 15 0004 4D515454 05 02 0000 07 19 01 27 00000040 0001 63");

        await client.ReadEndAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_25_MessageLargerThanTheClientAccepts_IsLeftOut()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { MaximumPacketSize = 64 } });
        await client.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p");

        await publisher.PublishAsync("a", new string('x', 100), MqttQos.AtLeastOnce, 1);
        await publisher.PublishAsync("a", "small", MqttQos.AtLeastOnce, 2);

        await client.ReadPublishAsync("small");
    }

    [Fact]
    public async Task MQTT_3_1_2_26_AliasToTheClient_StaysWithinWhatItAccepts()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { TopicAliasMaximum = 1 } });
        await client.SubscribeAsync("#");

        // The reader resolves aliases, so an alias that were wrong would show as a wrong topic.
        foreach (var topic in new[] { "a", "b", "a", "b", "a" })
        {
            await client.PublishAsync(topic, topic);
            Assert.Equal(topic, (await client.ReadPublishAsync(topic)).Message.Topic);
        }
    }

    [Fact]
    public async Task MQTT_3_1_2_27_ClientNamedNoAliasMaximum_TopicsComeInFull()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a");
        var bytes = new byte[12];

        await client.SendHexAsync("30 04 0001 61 00 30 04 0001 61 00");

        await client.ReadExactlyAsync(bytes);
        Assert.Equal("300400016100300400016100", Convert.ToHexString(bytes));
    }

    [Fact]
    public async Task MQTT_3_1_2_28_ResponseInformation_IsToldWhoAsks()
    {
        await using var host = await TestBroker.StartAsync(options => options.ResponseInformation = "replies/");
        await using var silent = await host.ConnectAsync("a");
        await using var asking = await host.ConnectAsync(
            "b", connect: new Connect { Properties = new PacketProperties { RequestResponseInformation = true } });

        Assert.Null(silent.Connack!.Properties.ResponseInformation);
        Assert.Equal("replies/", asking.Connack!.Properties.ResponseInformation);
    }

    [Fact]
    public async Task MQTT_3_1_2_29_ClientWantsNoProblemInformation_AnswersHaveNone()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(
            "c", connect: new Connect { Properties = new PacketProperties { RequestProblemInformation = false } });
        var bytes = new byte[11];

        // Nobody subscribes, and a filter that is none.
        await client.SendHexAsync("32 06 0001 61 0001 00 82 08 0002 00 0002 6123 00");

        await client.ReadExactlyAsync(bytes);
        Assert.Equal("4003000110" + "90040002008F", Convert.ToHexString(bytes));
    }
}
