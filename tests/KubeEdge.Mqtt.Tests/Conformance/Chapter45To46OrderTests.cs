using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 4.5 and 4.6: receipt and order.</summary>
public sealed class Chapter45To46OrderTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_5_0_1_EverySessionThatMatches_GetsTheMessage(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var away = await host.ConnectAsync("away", version, Connect.Lasting))
        {
            await away.SubscribeAsync("a/#");
            await away.DisconnectAsync();
            await away.ReadEndAsync();
        }

        await using var here = await host.ConnectAsync("here", version);
        await here.SubscribeAsync("+/b");
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a/b", "x", MqttQos.AtLeastOnce, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);

        await here.ReadPublishAsync("x");
        await using var back = await host.ConnectAsync("away", version, Connect.Lasting);
        await back.ReadPublishAsync("x");
    }

    [Fact]
    public async Task MQTT_4_6_0_2_AnswersOfTheClient_LeaveInTheOrderOfTheMessages()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("32 06 0001'a' 0001 00 34 06 0001'b' 0002 00 34 06 0001'c' 0003 00 32 06 0001'd' 0004 00");
        var deliveries = new List<MqttDelivery>();
        for (var i = 0; i < 4; i++)
        {
            deliveries.Add(await fixture.Client.Deliveries.ReadAsync().Soon());
        }

        foreach (var delivery in deliveries.AsEnumerable().Reverse())
        {
            delivery.Acknowledge();
        }

        await connection.ExpectAsync("40 02 0001");
        await connection.ExpectAsync("50 02 0002");
        await connection.ExpectAsync("50 02 0003");
        await connection.ExpectAsync("40 02 0004");
    }

    [Fact]
    public async Task MQTT_4_6_0_4_PubrelPackets_HaveTheOrderOfThePubrecPackets()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = MqttQos.ExactlyOnce }).AsTask();
            await connection.ReadAsync();
        }

        await connection.SendAsync("50 02 0002 50 02 0001 50 02 0003");

        await connection.ExpectAsync("62 02 0002");
        await connection.ExpectAsync("62 02 0001");
        await connection.ExpectAsync("62 02 0003");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_6_0_6_ManyMessages_ArriveInOrderAtEachQos(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p", version);
        for (var i = 1; i <= 200; i++)
        {
            await publisher.PublishAsync("a", $"{i}", MqttQos.AtLeastOnce, (ushort)i);
        }

        for (var i = 1; i <= 200; i++)
        {
            await publisher.ReadAckAsync(MqttPacketType.Puback, (ushort)i);
            await subscriber.ReadPublishAsync($"{i}");
        }
    }
}
