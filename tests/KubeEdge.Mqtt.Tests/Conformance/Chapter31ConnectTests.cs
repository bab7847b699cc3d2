using System.Buffers;
using System.Text;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.1, CONNECT: it is the first packet, and the only one of its kind.</summary>
public sealed partial class Chapter31ConnectTests
{
    [Fact]
    public void MQTT_3_1_0_1_FirstPacketIsNoConnect_IsAProtocolError()
    {
        var reader = new MqttPacketReader(new PacketLimits(), fromClient: true);
        var buffer = new ReadOnlySequence<byte>(PacketBytes.Hex("C0 00"));
        Assert.Equal(PacketReadStatus.Error, reader.TryRead(ref buffer, out _, out var error));
        Assert.Equal(MqttReason.ProtocolError, error.Reason);
    }

    [Fact]
    public async Task MQTT_3_1_0_1_FirstPacketIsNoConnect_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();

        await client.SendHexAsync("C000");

        await client.ReadEndAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "30 03 0001't'")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "30 04 0001't' 00")]
    public async Task MQTT_3_1_0_1_WhatWaitsInTheClient_GoesAfterConnect(MqttVersion version, string connack, string publish)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync();

        Assert.Equal(0x10, (await connection.ReadAsync())[0]);
        await connection.SendAsync(connack);
        await connection.ExpectAsync(publish);
    }

    [Fact]
    public void MQTT_3_1_0_2_SecondConnect_IsAProtocolError()
    {
        var reader = new MqttPacketReader(new PacketLimits(), fromClient: true);
        var connect = PacketBytes.Hex("10 0D 0004'MQTT' 04 02 0000 0001'c'");
        var buffer = new ReadOnlySequence<byte>([.. connect, .. connect]);
        Assert.Equal(PacketReadStatus.Packet, reader.TryRead(ref buffer, out _, out _));
        Assert.Equal(MqttVersion.V311, reader.Version);
        Assert.Equal(PacketReadStatus.Error, reader.TryRead(ref buffer, out _, out var error));
        Assert.Equal(MqttReason.ProtocolError, error.Reason);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_0_2_SecondConnect_EndsTheConnection(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync(version: version);

        await client.SendHexAsync(version == MqttVersion.V5
            ? "10 0E 0004 4D515454 05 02 0000 00 0001 61"
            : "10 0D 0004 4D515454 04 02 0000 0001 61");

        await client.ReadEndAsync(MqttReason.ProtocolError);
    }

    private static MqttMessage Will(MqttQos qos = MqttQos.AtMostOnce) =>
        new() { Topic = "will", Payload = Encoding.UTF8.GetBytes("gone"), Qos = qos };
}
