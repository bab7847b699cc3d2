using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.14: DISCONNECT.</summary>
public sealed class Chapter314DisconnectTests
{
    [Theory]
    [InlineData("10 0D 0004'MQTT' 05 03 0000 00 0001'c'")]
    [InlineData("10 0E 0004'MQTT' 05 03 0000 00 0001'c'")]
    [InlineData("E0 00")]
    public async Task MQTT_3_14_0_1_NotYetAccepted_EndsWithoutADisconnect(string hex)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();

        await client.SendAsync(PacketBytes.Hex(hex));

        await client.ReadEndAsync();
    }

    [Fact]
    public void MQTT_3_14_2_1_ReasonThatADisconnectDoesNotHave_IsMalformed() =>
        Assert.Equal("reason", PacketBytes.Fail("E0 01 8B", MqttVersion.V5).Field);

    [Fact]
    public void MQTT_3_14_2_2_SessionExpiryFromAServer_IsAProtocolError() =>
        Assert.Equal(
            MqttReason.ProtocolError, PacketBytes.Fail("E0 07 00 05 11 00000001", MqttVersion.V5, fromClient: false).Reason);

    [Theory]
    [InlineData(0u, false)]
    [InlineData(60u, true)]
    public async Task MQTT_Section_3_14_2_2_2_ExpiryInTheDisconnect_IsTheSessions(uint expiry, bool present)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting))
        {
            await first.DisconnectAsync(expiry: expiry);
            await first.ReadEndAsync();
        }

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);
        Assert.Equal(present, second.Connack!.SessionPresent);
    }

    [Fact]
    public async Task MQTT_Section_3_14_2_2_2_ExpiryInTheDisconnectAfterNone_IsAProtocolError()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.DisconnectAsync(expiry: 60);

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }

    [Fact]
    public async Task MQTT_3_14_4_1_AfterTheServersDisconnect_ComesNothing()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a");

        await client.SendAsync(PacketBytes.Hex("E0 01 8B 30 04 0001'a' 00"));

        await client.ReadEndAsync(MqttReason.MalformedPacket);
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311)]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted)]
    public async Task MQTT_3_14_4_2_ClientSaidGoodbye_ClosesAndSendsNothingMore(MqttVersion version, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);
        var closed = fixture.Client.DisposeAsync().AsTask();

        await connection.ExpectAsync("E0 00");
        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.5));
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Empty(await connection.ReadAsync());
        await closed.Soon();
    }
}
