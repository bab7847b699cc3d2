using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.8: shared subscriptions.</summary>
public sealed class Chapter48SharedSubscriptionTests
{
    [Fact]
    public async Task MQTT_Section_4_8_2_SharedSubscription_GoesRoundItsMembers()
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("1");
        await using var second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a", MqttQos.AtMostOnce);
        await second.SubscribeAsync("$share/g/a", MqttQos.AtMostOnce);
        await using var publisher = await host.ConnectAsync("p");

        for (var i = 0; i < 4; i++)
        {
            await publisher.PublishAsync("a", $"{i}");
        }

        await first.ReadPublishAsync("0");
        await second.ReadPublishAsync("1");
        await first.ReadPublishAsync("2");
        await second.ReadPublishAsync("3");
    }

    [Fact]
    public async Task MQTT_Section_4_8_2_MemberGoesWithMessagesUnsent_AnotherGetsThem()
    {
        await using var host = await TestBroker.StartAsync();
        await using var slow = await host.ConnectAsync(
            "slow", connect: new Connect { Properties = new PacketProperties { ReceiveMaximum = 1 } });
        await slow.SubscribeAsync("$share/g/a", MqttQos.AtLeastOnce);
        await using var publisher = await host.ConnectAsync("p");
        for (ushort i = 1; i <= 3; i++)
        {
            await publisher.PublishAsync("a", $"{i}", MqttQos.AtLeastOnce, i);
            await publisher.ReadAckAsync(MqttPacketType.Puback, i);
        }

        await slow.ReadPublishAsync("1");
        await using var other = await host.ConnectAsync("other");
        await other.SubscribeAsync("$share/g/a", MqttQos.AtLeastOnce);
        await slow.DisconnectAsync();

        await other.ReadPublishAsync("2");
        await other.ReadPublishAsync("3");
    }

    [Theory]
    [InlineData("$share/")]
    [InlineData("$share//a")]
    public Task MQTT_4_8_2_1_SharedFilterWithoutAName_IsRefused(string filter) => ExpectRefusedAsync(filter);

    [Theory]
    [InlineData("$share/name")]
    [InlineData("$share/name/")]
    [InlineData("$share/na+me/a")]
    [InlineData("$share/n#/a")]
    public Task MQTT_4_8_2_2_SharedFilterWithoutAFilterOrWithAWildcardInItsName_IsRefused(string filter) => ExpectRefusedAsync(filter);

    [Fact]
    public async Task MQTT_4_8_2_3_Members_GetTheQosThatEachWasGranted()
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("1");
        await using var second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a", MqttQos.AtMostOnce);
        await second.SubscribeAsync("$share/g/a", MqttQos.AtLeastOnce);
        await using var publisher = await host.ConnectAsync("p");

        await publisher.PublishAsync("a", "1", MqttQos.ExactlyOnce, 1);
        await publisher.PublishAsync("a", "2", MqttQos.ExactlyOnce, 2);

        Assert.Equal(MqttQos.AtMostOnce, (await first.ReadPublishAsync("1")).Message.Qos);
        Assert.Equal(MqttQos.AtLeastOnce, (await second.ReadPublishAsync("2")).Message.Qos);
    }

    [Fact]
    public async Task MQTT_4_8_2_4_DeliveryOfQos2ThatHasBegun_GoesOnWithTheSameMember()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await using var other = await host.ConnectAsync("other");
        ushort id;
        await using (var first = await host.ConnectAsync("member", connect: Connect.Lasting))
        {
            await first.SubscribeAsync("$share/g/a");
            await publisher.PublishAsync("a", "begun", MqttQos.ExactlyOnce, 1);
            id = (await first.ReadPublishAsync("begun")).Id;
            await other.SubscribeAsync("$share/g/a");
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await publisher.PublishAsync("a", "next", MqttQos.ExactlyOnce, 2);
        await other.ReadPublishAsync("next");
        await using var back = await host.ConnectAsync("member", connect: Connect.Lasting);
        var again = await back.ReadPublishAsync("begun");
        Assert.Equal((id, true), (again.Id, again.Duplicate));
    }

    [Fact]
    public async Task MQTT_4_8_2_5_SessionEndsDuringADeliveryOfQos2_NobodyElseGetsTheMessage()
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await using var other = await host.ConnectAsync("other");
        await using (var first = await host.ConnectAsync("member"))
        {
            await first.SubscribeAsync("$share/g/a");
            await publisher.PublishAsync("a", "begun", MqttQos.ExactlyOnce, 1);
            await first.ReadPublishAsync("begun");
            await other.SubscribeAsync("$share/g/a");
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await publisher.PublishAsync("a", "next", MqttQos.ExactlyOnce, 2);
        await other.ReadPublishAsync("next");
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce, (int)MqttPacketType.Puback)]
    [InlineData(MqttQos.ExactlyOnce, (int)MqttPacketType.Pubrec)]
    public async Task MQTT_4_8_2_6_MessageThatAMemberRefuses_GoesToNobodyElse(MqttQos qos, int answer)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await using var first = await host.ConnectAsync("1");
        await using var second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a");
        await second.SubscribeAsync("$share/g/a");

        await publisher.PublishAsync("a", "refused", qos, 1);
        await first.SendAsync((MqttPacketType)answer, (await first.ReadPublishAsync("refused")).Id, MqttReason.NotAuthorized);
        await first.DisconnectAsync();
        await first.ReadEndAsync();
        await publisher.PublishAsync("a", "next", qos, 2);

        await second.ReadPublishAsync("next");
    }

    // The client does not send it at all.
    private static async Task ExpectRefusedAsync(string filter)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        Assert.Equal([MqttReason.TopicFilterInvalid], await client.SubscribeAsync(filter));

        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new(filter)]).AsTask());
    }
}
