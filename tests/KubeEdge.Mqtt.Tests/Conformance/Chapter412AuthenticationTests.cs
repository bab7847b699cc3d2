using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.12: enhanced authentication, which neither side has.</summary>
public sealed class Chapter412AuthenticationTests
{
    [Fact]
    public async Task MQTT_4_12_0_1_UnknownAuthenticationMethod_IsRefused()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();

        var answer = await client.ConnectAsync(
            "c", MqttVersion.V5, new Connect { Properties = new PacketProperties { AuthenticationMethod = "SCRAM-SHA-1" } });

        Assert.Equal(MqttReason.BadAuthenticationMethod, answer.Reason);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task MQTT_4_12_0_6_ClientNamedNoMethod_TheConnackNamesNone()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        Assert.Null(client.Connack!.Properties.AuthenticationMethod);
    }

    [Theory]
    [InlineData(MqttVersion.V5, "F0 00", ClientFixture.Accepted)]
    [InlineData(MqttVersion.V5, "F0 02 18 00", ClientFixture.Accepted)]
    [InlineData(MqttVersion.V311, "F0 00", ClientFixture.Accepted311)]
    public async Task MQTT_4_12_0_6_AuthThatTheClientDidNotAskFor_EndsTheConnection(MqttVersion version, string auth, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);

        await connection.SendAsync(auth);

        Assert.Equal(version == MqttVersion.V5 ? [0xE0, 0x02, 0x82, 0x00] : [], await connection.ReadAsync());
    }

    [Fact]
    public async Task MQTT_4_12_0_7_AuthWithoutAMethod_IsAProtocolError()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("F0 00");

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }
}
