using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.1.3: client identifier, will, credentials.</summary>
public sealed partial class Chapter31ConnectTests
{
    [Theory]
    [InlineData(MqttVersion.V311, "10 1C 0004'MQTT' 04 EE 0000 0001'c' 0001'w' 0004'gone' 0001'u' 0001'p'")]
    [InlineData(
        MqttVersion.V5,
        "10 30 0004'MQTT' 05 EE 0000 0D 11 00000000 21 0100 27 00100000 0001'c' 05 18 00000005 0001'w' 0004'gone' 0001'u' 0001'p'")]
    public async Task MQTT_3_1_3_1_PayloadOfTheClient_HasItsOrder(MqttVersion version, string hex)
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Version = version;
            options.UserName = "u";
            options.Password = "p"u8.ToArray();
            options.Will = new MqttMessage { Topic = "w", Payload = "gone"u8.ToArray(), Qos = MqttQos.AtLeastOnce, Retain = true };
            options.WillDelay = TimeSpan.FromSeconds(5);
        });
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync();

        await connection.ExpectAsync(hex);
    }

    [Theory]
    [InlineData("10 0D 0004'MQTT' 04 02 0000 0001 FF", "client identifier")]
    [InlineData("10 12 0004'MQTT' 04 06 0000 0001'c' 0001 FF 0000", "will topic")]
    [InlineData("10 10 0004'MQTT' 04 82 0000 0001'c' 0001 FF", "user name")]
    [InlineData("10 0E 0004'MQTT' 05 02 0000 00 0001 00", "client identifier")]
    public void MQTT_3_1_3_4_FieldThatIsNoText_IsMalformed(string hex, string field)
    {
        var error = PacketBytes.Fail(hex, MqttVersion.V5);
        Assert.Equal((MqttReason.MalformedPacket, field), (error.Reason, error.Field));
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_3_5_LettersAndDigits_AreAccepted(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        foreach (var id in new[] { "0", "0123456789abcdefghijklm", "nopqrstuvwxyzABCDEFGHIJ", "KLMNOPQRSTUVWXYZ" })
        {
            await using var client = await host.ConnectAsync(id, version);
            Assert.Equal(MqttReason.Success, client.Connack!.Reason);
        }
    }

    [Fact]
    public async Task MQTT_3_1_3_7_EmptyIdAndCleanStart_GetsAnIdOfItsOwn()
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("");
        await using var second = await host.ConnectAsync("");

        Assert.NotNull(first.Connack!.Properties.AssignedClientId);
        Assert.NotEqual(first.Connack.Properties.AssignedClientId, second.Connack!.Properties.AssignedClientId);
    }

    [Fact]
    public void MQTT311_3_1_3_7_NoIdentifierForASessionThatLasts_IsRefusedByTheOptions() =>
        Assert.Throws<ArgumentException>(() => new MqttClient(
            new() { Server = new Uri("mqtt://localhost"), Version = MqttVersion.V311, ClientId = "", CleanStart = false }));

    [Fact]
    public async Task MQTT_3_1_3_8_EmptyIdWithoutCleanSession_IsRefused()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("", MqttVersion.V311, new Connect { CleanStart = false });

        Assert.Equal(MqttReason.ClientIdentifierNotValid, client.Connack!.Reason);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task MQTT_3_1_3_9_ReconnectWithinTheWillDelay_PublishesNoWill()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("#");
        var connect = Connect.Lasting with { Will = Will(), WillDelay = 70 };
        await using (var client = await host.ConnectAsync("c", connect: connect))
        {
            await client.DisconnectAsync(MqttReason.DisconnectWithWillMessage);
            await client.ReadEndAsync();
        }

        // Unlike any deadline of the broker itself, which would let this go on too early.
        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(70));
        host.Clock.Advance(TimeSpan.FromSeconds(69));
        await using var again = await host.ConnectAsync("c", connect: Connect.Lasting);
        Assert.True(again.Connack!.SessionPresent);
        host.Clock.Advance(TimeSpan.FromSeconds(70));
        await watcher.PublishAsync("marker", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task MQTT_3_1_3_10_UserPropertiesOfAWill_KeepTheirOrder()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        MqttUserProperty[] properties = [new("b", "1"), new("a", "2"), new("b", "0")];
        var will = Will() with { Properties = new MqttMessageProperties { UserProperties = properties } };
        var client = await host.ConnectAsync("c", connect: new Connect { Will = will });

        await client.DisposeAsync();

        Assert.Equal(properties, (await watcher.ReadPublishAsync("gone")).Message.Properties!.UserProperties);
    }
}
