using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.9: SUBACK.</summary>
public sealed class Chapter39SubackTests
{
    [Fact]
    public async Task MQTT_3_9_3_1_ReasonsOfTheServer_AreThoseOfTheFiltersInTheirOrder()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        var answer = fixture.Client.SubscribeAsync([new("a"), new("b"), new("c", MqttQos.ExactlyOnce)]);
        await connection.ReadAsync();

        await connection.SendAsync("90 06 0001 00 00 87 02");

        Assert.Equal([MqttReason.Success, MqttReason.NotAuthorized, MqttReason.GrantedQos2], (await answer.Soon()).Reasons);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "90 03 0001 03")]
    [InlineData(MqttVersion.V311, "90 03 0001 87")]
    [InlineData(MqttVersion.V5, "90 04 0001 00 03")]
    [InlineData(MqttVersion.V5, "90 04 0001 00 11")]
    public void MQTT_3_9_3_2_ReasonThatASubackDoesNotHave_IsMalformed(MqttVersion version, string hex) =>
        Assert.Equal("reason", PacketBytes.Fail(hex, version, fromClient: false).Field);
}
