using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.12 and 3.13: PINGREQ and PINGRESP.</summary>
public sealed class Chapter312PingTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_12_4_1_Pingreq_IsAnswered(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);

        await client.PingAsync();
    }
}
