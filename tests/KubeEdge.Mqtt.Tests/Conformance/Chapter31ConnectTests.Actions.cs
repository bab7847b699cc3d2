using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.1.4: what the server makes of it.</summary>
public sealed partial class Chapter31ConnectTests
{
    [Fact]
    public async Task MQTT_Section_3_1_4_NoConnectWithinTheDeadline_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        var armed = host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        await using var client = await host.DialAsync();
        await armed;

        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await client.ReadEndAsync();
    }

    [Theory]
    [InlineData("10 0D 0004'HTTP' 04 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0D 0004'MQTT' 06 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0F 0006'MQIsdp' 03 02 0000 0001'c'", MqttReason.UnsupportedProtocolVersion)]
    [InlineData("10 0D 0004'MQTT' 04 03 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 0A 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 22 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 1E 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0D 0004'MQTT' 04 42 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0C 0004'MQTT' 04 00 0000 0000", MqttReason.ClientIdentifierNotValid)]
    [InlineData("10 0D 0004'MQTT' 04 82 0000 0001'c'", MqttReason.MalformedPacket)]
    [InlineData("10 0E 0004'MQTT' 04 02 0000 0001'c' 00", MqttReason.MalformedPacket)]
    public void MQTT_3_1_4_1_ConnectNotValid_IsRefusedWithItsReason(string hex, MqttReason reason) =>
        Assert.Equal(reason, PacketBytes.Fail(hex, MqttVersion.V5).Reason);

    [Theory]
    [InlineData("10 0A 0004'MQTT' 04 02 0000", "client identifier")]
    [InlineData("10 0D 0004'MQTT' 04 06 0000 0001'c'", "will topic")]
    [InlineData("10 10 0004'MQTT' 04 06 0000 0001'c' 0001'w'", "will payload")]
    [InlineData("10 0D 0004'MQTT' 04 82 0000 0001'c'", "user name")]
    [InlineData("10 10 0004'MQTT' 04 C2 0000 0001'c' 0001'u'", "password")]
    [InlineData("10 0B 0004'MQTT' 05 02 0000 00", "client identifier")]
    [InlineData("10 0E 0004'MQTT' 05 42 0000 00 0001'c'", "password")]
    public void MQTT_3_1_4_1_FieldThatTheFlagsPromiseIsMissing_IsMalformed(string hex, string field)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V5);
        Assert.Equal((MqttReason.MalformedPacket, field), (error.Reason, error.Field));
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_4_2_WrongPassword_IsRefusedWithItsReason(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authenticator = new OnePassword("secret") });
        await using var refused = await host.DialAsync();
        await using var accepted = await host.DialAsync();

        var no = await refused.ConnectAsync("a", version, new Connect { UserName = "u", Password = "wrong" });
        var yes = await accepted.ConnectAsync("b", version, new Connect { UserName = "u", Password = "secret" });

        Assert.Equal(MqttReason.BadUserNameOrPassword, no.Reason);
        await refused.ReadEndAsync();
        Assert.Equal(MqttReason.Success, yes.Reason);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_4_3_SameIdAgain_TakesTheSessionOver(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("c", version, Connect.Lasting);

        await using var second = await host.ConnectAsync("c", version, Connect.Lasting);

        await first.ReadEndAsync(MqttReason.SessionTakenOver);
        Assert.True(second.Connack!.SessionPresent);
    }

    [Fact]
    public async Task MQTT_3_1_4_6_WhatFollowsARefusedConnect_IsNotDealtWith()
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authenticator = new OnePassword("secret") });
        await using var watcher = await host.ConnectAsync("w", connect: new Connect { Password = "secret" });
        await watcher.SubscribeAsync("#");
        await using var refused = await host.DialAsync();

        await refused.SendAsync(PacketBytes.Hex("10 11 0004'MQTT' 05 42 0000 00 0001'c' 0001'x' 30 04 0001'a' 00"));

        Assert.Equal(
            MqttReason.BadUserNameOrPassword, (await refused.ReadAsync(MqttPacketType.Connack)).Body<ConnackPacket>().Reason);
        await refused.ReadEndAsync();
        await watcher.PublishAsync("marker", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }
}
