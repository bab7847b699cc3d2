using KubeEdge.Mqtt.Tests.Client;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.9: flow control.</summary>
public sealed class Chapter49FlowControlTests
{
    [Fact]
    public async Task MQTT_4_9_0_1_QuotaOfANewConnection_IsTheReceiveMaximumAgain()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 21 0001");
        foreach (var topic in new[] { "1", "2", "3" })
        {
            _ = fixture.Client.PublishAsync(new MqttMessage { Topic = topic, Qos = MqttQos.AtLeastOnce }).AsTask();
        }

        await connection.ExpectAsync("32 06 0001'1' 0001 00");
        using var next = await fixture.ReconnectAsync(connection, "20 06 01 00 03 21 0002");
        await next.ExpectAsync("3A 06 0001'1' 0001 00");
        await next.ExpectAsync("32 06 0001'2' 0002 00");
        await next.SendAsync("40 02 0001");
        await next.ExpectAsync("32 06 0001'3' 0003 00");
    }
}
