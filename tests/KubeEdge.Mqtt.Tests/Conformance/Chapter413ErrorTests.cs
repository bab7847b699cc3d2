using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.13 (4.8 in MQTT 3.1.1): errors.</summary>
public sealed class Chapter413ErrorTests
{
    [Fact]
    public async Task MQTT311_4_8_0_2_StoreFails_EndsTheConnectionThatCannotBeToldOtherwise()
    {
        var store = new GatedStore();
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });
        await using var client = await host.ConnectAsync("c", MqttVersion.V311);
        store.IsBroken = true;

        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1, retain: true);

        await client.ReadEndAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311, "C0 01 00", MqttReason.MalformedPacket)]
    [InlineData(MqttVersion.V5, "C0 01 00", MqttReason.MalformedPacket)]
    [InlineData(MqttVersion.V311, "30 02 0001", MqttReason.MalformedPacket)]
    [InlineData(MqttVersion.V5, "30 03 0001'a'", MqttReason.MalformedPacket)]
    [InlineData(MqttVersion.V311, "D0 00", MqttReason.ProtocolError)]
    [InlineData(MqttVersion.V5, "20 03 00 00 00", MqttReason.ProtocolError)]
    public async Task MQTT_4_13_1_1_PacketThatIsNotValid_EndsTheConnection(MqttVersion version, string hex, MqttReason reason)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version);

        await client.SendAsync(PacketBytes.Hex(hex));

        await client.ReadEndAsync(reason);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "D0 01 00", "")]
    [InlineData(MqttVersion.V311, "90 03 0001 00", "")]
    [InlineData(MqttVersion.V311, "E0 00", "")]
    [InlineData(MqttVersion.V5, "D0 01 00", "E0 02 81 00")]
    [InlineData(MqttVersion.V5, "90 04 0001 00 00", "E0 02 82 00")]
    [InlineData(MqttVersion.V5, "B0 04 0001 00 00", "E0 02 82 00")]
    [InlineData(MqttVersion.V5, "30 04 0001'a' 05", "E0 02 81 00")]
    [InlineData(MqttVersion.V5, "30 04 0001 FF 00", "E0 02 81 00")]
    [InlineData(MqttVersion.V5, "31 00", "E0 02 81 00")]
    [InlineData(MqttVersion.V5, "60 02 0001", "E0 02 81 00")]
    [InlineData(MqttVersion.V5, "C0 00", "E0 02 82 00")]
    public async Task MQTT_4_13_1_1_PacketThatIsNotValid_EndsTheConnectionOfTheClient(MqttVersion version, string hex, string farewell)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(version == MqttVersion.V5 ? ClientFixture.Accepted : ClientFixture.Accepted311);

        await connection.SendAsync(hex);

        await connection.ExpectAsync(farewell);
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Theory]
    [InlineData("40 02 0001")]
    [InlineData("70 02 0001")]
    public async Task MQTT_4_13_1_1_AnswerThatDoesNotFitTheMessage_EndsTheConnectionOfTheClient(string answer)
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        _ = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = MqttQos.ExactlyOnce }).AsTask();
        await connection.ReadAsync();

        await connection.SendAsync(answer);

        await connection.ExpectAsync("E0 02 82 00");
        Assert.Empty(await connection.ReadAsync());
    }

    [Theory]
    [InlineData(MqttVersion.V5, "20 03 00 87 00")]
    [InlineData(MqttVersion.V311, "20 02 00 05")]
    public async Task MQTT_4_13_2_1_RefusingConnack_EndsTheConnectionOfTheClient(MqttVersion version, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync(connack);

        Assert.Empty(await connection.ReadAsync());
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        var failure = fixture.Client.LastFailure;
        Assert.Equal((MqttFailureKind.Refused, MqttReason.NotAuthorized), (failure?.Kind, failure?.Reason));
    }

    [Fact]
    public async Task MQTT_4_13_2_1_DisconnectOfTheServer_EndsTheConnectionOfTheClient()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();

        await connection.SendAsync("E0 02 8B 00");

        Assert.Empty(await connection.ReadAsync());
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttReason.ServerShuttingDown, fixture.Client.LastFailure?.Reason);
    }
}
