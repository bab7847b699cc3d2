using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.1: session state.</summary>
public sealed class Chapter41SessionStateTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_4_1_0_1_ConnectionIsOpen_TheSessionStays(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);

        host.Clock.Advance(TimeSpan.FromDays(30));

        await client.PublishAsync("a", "x");
        await client.ReadPublishAsync("x");
    }

    [Fact]
    public async Task MQTT_4_1_0_1_WithinAConnection_TheClientKnowsWhatItReceived()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("34 06 0001'a' 0002 00");
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();
        await connection.ExpectAsync("50 02 0002");

        fixture.Clock.Advance(TimeSpan.FromDays(30));
        await connection.SendAsync("62 02 0002");

        await connection.ExpectAsync("70 02 0002");
    }

    [Fact]
    public async Task MQTT_4_1_0_2_SessionExpiry_EndsTheSession()
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting with { Expiry = 100 }))
        {
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(100));
        host.Clock.Advance(TimeSpan.FromSeconds(100));

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);
        Assert.False(second.Connack!.SessionPresent);
    }
}
