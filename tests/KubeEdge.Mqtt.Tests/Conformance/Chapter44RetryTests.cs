using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.4: delivery again.</summary>
public sealed class Chapter44RetryTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_4_0_1_RepeatedQos2MessageOnTheNextConnection_IsDeliveredOnce(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("#", MqttQos.AtMostOnce);
        await using (var first = await host.ConnectAsync("p", version, Connect.Lasting))
        {
            await first.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5);
            await first.ReadAckAsync(MqttPacketType.Pubrec, 5);
        }

        await using var second = await host.ConnectAsync("p", version, Connect.Lasting);
        await second.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5, duplicate: true);
        await second.ReadAckAsync(MqttPacketType.Pubrec, 5);
        await second.SendAsync(MqttPacketType.Pubrel, 5);
        await second.ReadAckAsync(MqttPacketType.Pubcomp, 5);
        await second.PublishAsync("marker", "nothing between");

        await subscriber.ReadPublishAsync("once");
        await subscriber.ReadPublishAsync("nothing between");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_4_0_1_UnacknowledgedMessages_AreSentAgainWithTheirIdentifiersInOrder(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        var ids = new List<ushort>();
        await using (var first = await host.ConnectAsync("s", version, Connect.Lasting))
        {
            await first.SubscribeAsync("a");
            await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
            await publisher.PublishAsync("a", "2", MqttQos.ExactlyOnce, 2);
            await publisher.PublishAsync("a", "3", MqttQos.ExactlyOnce, 3);
            ids.Add((await first.ReadPublishAsync("1")).Id);
            ids.Add((await first.ReadPublishAsync("2")).Id);
            ids.Add((await first.ReadPublishAsync("3")).Id);
            await first.SendAsync(MqttPacketType.Pubrec, ids[2]);
            await first.ReadAckAsync(MqttPacketType.Pubrel, ids[2]);
        }

        await using var second = await host.ConnectAsync("s", version, Connect.Lasting);
        foreach (var (payload, id) in new[] { ("1", ids[0]), ("2", ids[1]) })
        {
            var publish = await second.ReadPublishAsync(payload);
            Assert.Equal(id, publish.Id);
            Assert.True(publish.Duplicate);
        }

        await second.ReadAckAsync(MqttPacketType.Pubrel, ids[2]);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "20 02 00 00", "20 02 01 00", "")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, ClientFixture.Resumed, "00")]
    public async Task MQTT_4_4_0_1_UnacknowledgedMessagesOfTheClient_AreSentAgainWithTheirIdentifiersInOrder(
        MqttVersion version, string accepted, string resumed, string properties)
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Version = version;
            options.CleanStart = false;
        });
        using var connection = await fixture.ConnectAsync(accepted);
        foreach (var qos in new[] { MqttQos.AtLeastOnce, MqttQos.ExactlyOnce, MqttQos.ExactlyOnce })
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = qos }).AsTask();
            await connection.ReadAsync();
        }

        await connection.SendAsync("50 02 0003");
        await connection.ExpectAsync("62 02 0003");

        using var next = await fixture.ReconnectAsync(connection, resumed);
        var length = version == MqttVersion.V5 ? 6 : 5;
        await next.ExpectAsync($"3A 0{length} 0001't' 0001 {properties}");
        await next.ExpectAsync($"3C 0{length} 0001't' 0002 {properties}");
        await next.ExpectAsync("62 02 0003");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_4_0_1_TimePasses_TheServerSendsNothingAgain(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var subscriber = await host.ConnectAsync("s", version);
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p", version);
        await publisher.PublishAsync("a", "x", MqttQos.ExactlyOnce, 1);
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 1);
        await subscriber.ReadPublishAsync("x");

        host.Clock.Advance(TimeSpan.FromDays(1));

        await publisher.PingAsync();
        await subscriber.PingAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "30 06 0004'next'")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "30 07 0004'next' 00")]
    public async Task MQTT_4_4_0_1_TimePasses_TheClientSendsNothingAgain(MqttVersion version, string connack, string next)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = MqttQos.AtLeastOnce }).AsTask();
        await connection.ReadAsync();

        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "next" });

        await connection.ExpectAsync(next);
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce, "40 03 0001 87")]
    [InlineData(MqttQos.ExactlyOnce, "50 03 0001 87")]
    public async Task MQTT_4_4_0_2_MessageThatTheServerRefused_IsNotSentAgain(MqttQos qos, string answer)
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        var outcome = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = qos });
        await connection.ReadAsync();
        await connection.SendAsync(answer);
        Assert.Equal(MqttPublishStatus.Refused, (await outcome.Soon()).Status);

        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "next" });
        await next.ExpectAsync("30 07 0004'next' 00");
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce, (int)MqttPacketType.Puback)]
    [InlineData(MqttQos.ExactlyOnce, (int)MqttPacketType.Pubrec)]
    public async Task MQTT_4_4_0_2_MessageThatTheClientRefused_IsNotSentAgain(MqttQos qos, int answer)
    {
        await using var host = await TestBroker.StartAsync();
        await using var publisher = await host.ConnectAsync("p");
        await using (var first = await host.ConnectAsync("s", connect: Connect.Lasting))
        {
            await first.SubscribeAsync("a");
            await publisher.PublishAsync("a", "refused", qos, 1);
            await first.SendAsync((MqttPacketType)answer, (await first.ReadPublishAsync("refused")).Id, MqttReason.NotAuthorized);
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await publisher.PublishAsync("a", "next", MqttQos.AtLeastOnce, 2);
        await using var second = await host.ConnectAsync("s", connect: Connect.Lasting);
        await second.ReadPublishAsync("next");
    }
}
