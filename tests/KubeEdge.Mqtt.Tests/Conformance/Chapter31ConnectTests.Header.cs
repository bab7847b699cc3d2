using System.Text;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.1.2: protocol, flags, will, keep-alive.</summary>
public sealed partial class Chapter31ConnectTests
{
    [Fact]
    public async Task MQTT_3_1_2_1_WrongProtocolName_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();

        await client.SendHexAsync("10 0D 0004 4D515455 04 02 0000 0001 61");

        await client.ReadExactlyAsync(new byte[4]);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_2_UnknownVersion_IsToldBeforeTheEnd()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();
        var bytes = new byte[4];

        await client.SendHexAsync("10 0D 0004 4D515454 07 02 0000 0001 61");

        await client.ReadExactlyAsync(bytes);
        Assert.Equal("20020001", Convert.ToHexString(bytes));
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_4_CleanStart_ForgetsTheSession()
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", connect: Connect.Lasting))
        {
            await first.SubscribeAsync("a");
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting with { CleanStart = true });
        Assert.False(second.Connack!.SessionPresent);
        Assert.Equal([MqttReason.NoSubscriptionExisted], await second.UnsubscribeAsync("a"));
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_5_SessionIsThere_IsResumed(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", version, Connect.Lasting))
        {
            Assert.False(first.Connack!.SessionPresent);
            await first.SubscribeAsync("a", MqttQos.AtLeastOnce);
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "kept", MqttQos.AtLeastOnce, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await using var second = await host.ConnectAsync("c", version, Connect.Lasting);
        Assert.True(second.Connack!.SessionPresent);
        await second.ReadPublishAsync("kept");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_6_SessionThatEndsWithItsConnection_IsNotTakenOver(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var clean = await host.ConnectAsync("c", version);
        await clean.SubscribeAsync("a", MqttQos.AtMostOnce);
        await using var next = await host.ConnectAsync("c", version, new Connect { CleanStart = false });

        Assert.False(next.Connack!.SessionPresent);
        await next.PublishAsync("a", "x");
        await next.PingAsync();
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT311_3_1_2_7_RetainedMessage_OutlivesTheSession(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var client = await host.ConnectAsync("c", version))
        {
            await client.PublishAsync("a", "kept", retain: true);
            await client.DisconnectAsync();
            await client.ReadEndAsync();
        }

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("a");
        await late.ReadPublishAsync("kept");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_8_ConnectionEndsWithoutDisconnect_PublishesTheWill(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        var client = await host.ConnectAsync("c", version, new Connect { Will = Will(MqttQos.AtLeastOnce) });

        await client.DisposeAsync();

        var publish = await watcher.ReadPublishAsync("gone");
        Assert.Equal(MqttQos.AtLeastOnce, publish.Message.Qos);
        Assert.False(publish.Message.Retain);
    }

    [Fact]
    public async Task MQTT_3_1_2_8_DisconnectWithWill_PublishesTheWill()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        await using var client = await host.ConnectAsync("c", connect: new Connect { Will = Will() });

        await client.DisconnectAsync(MqttReason.DisconnectWithWillMessage);

        await watcher.ReadPublishAsync("gone");
    }

    [Theory]
    [InlineData(70, 3600, 70)]
    [InlineData(7200, 3600, 3600)]
    [InlineData(70, 0, 0)]
    public async Task MQTT_3_1_2_8_WillDelay_EndsWithTheDelayOrTheSession(uint delay, uint expiry, int due)
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        var client = await host.ConnectAsync("c", connect: new Connect { Will = Will(), WillDelay = delay, Expiry = expiry });

        await client.DisposeAsync();
        if (due > 0)
        {
            await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(due));
            host.Clock.Advance(TimeSpan.FromSeconds(due));
        }

        await watcher.ReadPublishAsync("gone");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_10_Disconnect_RemovesTheWill(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w", version);
        await watcher.SubscribeAsync("#");
        await using var client = await host.ConnectAsync("c", version, new Connect { Will = Will() });

        await client.DisconnectAsync();
        await client.ReadEndAsync();

        await watcher.PublishAsync("marker", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task MQTT_Section_3_1_2_10_NoPingresp_EndsTheConnectionOfTheClient()
    {
        await using var fixture = new ClientFixture(options => options.KeepAlive = TimeSpan.FromSeconds(40));
        using var connection = await fixture.ConnectAsync();
        await fixture.TickAsync(3);
        await connection.ExpectAsync("C0 00");

        await fixture.TickAsync(2);

        Assert.Empty(await connection.ReadAsync());
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttFailureKind.KeepAlive, fixture.Client.LastFailure?.Kind);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT311_3_1_2_12_NoWillFlag_NoWillIsPublished(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("#");
        await using var client = await host.ConnectAsync("c", version);

        await client.SendHexAsync("00 00");
        await client.ReadEndAsync(MqttReason.MalformedPacket);

        await watcher.PublishAsync("marker", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_15_WillRetain_IsRetained(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w", version);
        await watcher.SubscribeAsync("will");
        var client = await host.ConnectAsync("c", version, new Connect { Will = Will() with { Retain = true } });
        await client.DisposeAsync();
        await watcher.ReadPublishAsync("gone");

        await using var late = await host.ConnectAsync("late", version);
        await late.SubscribeAsync("will");
        Assert.True((await late.ReadPublishAsync("gone")).Message.Retain);
    }

    [Theory]
    [InlineData(MqttVersion.V311, null, null, 0x02)]
    [InlineData(MqttVersion.V311, "u", null, 0x82)]
    [InlineData(MqttVersion.V311, "u", "p", 0xC2)]
    [InlineData(MqttVersion.V5, null, null, 0x02)]
    [InlineData(MqttVersion.V5, null, "p", 0x42)]
    [InlineData(MqttVersion.V5, "u", "p", 0xC2)]
    public async Task MQTT_3_1_2_17_CredentialsOfTheClient_AreThereWithTheirFlags(
        MqttVersion version, string? user, string? password, byte flags)
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Version = version;
            options.UserName = user;
            options.Password = password is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(password);
        });
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync();
        var connect = Convert.ToHexString(await connection.ReadAsync());

        Assert.Equal($"{flags:X2}", connect[18..20]);
        var credentials = (user is null ? "" : "000175") + (password is null ? "" : "000170");
        Assert.EndsWith("000163" + credentials, connect, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311, "30 03 0001'a'")]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted, "30 04 0001'a' 00")]
    public async Task MQTT_3_1_2_20_ClientHasNothingToSend_PingsWithinTheKeepAlive(MqttVersion version, string connack, string publish)
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Version = version;
            options.KeepAlive = TimeSpan.FromSeconds(40);
        });
        using var connection = await fixture.ConnectAsync(connack);

        // What the client receives does not count.
        for (var seconds = 10; seconds < 40; seconds += 10)
        {
            await connection.SendAsync(publish);
            await fixture.Client.Deliveries.ReadAsync().Soon();
            await fixture.TickAsync(1);
        }

        await connection.ExpectAsync("C0 00");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_1_2_22_NothingFor1_5TimesTheKeepAlive_EndsTheConnection(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("c", version, new Connect { KeepAlive = 10 });
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        await client.PingAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        await client.PingAsync();

        host.Clock.Advance(TimeSpan.FromSeconds(15));

        await client.ReadEndAsync(MqttReason.KeepAliveTimeout);
    }

    [Fact]
    public void MQTT311_3_1_2_22_PasswordWithoutAUserName_IsRefusedByTheOptions() =>
        Assert.Throws<ArgumentException>(() => new MqttClient(
            new() { Server = new Uri("mqtt://localhost"), Version = MqttVersion.V311, Password = "p"u8.ToArray() }));
}
