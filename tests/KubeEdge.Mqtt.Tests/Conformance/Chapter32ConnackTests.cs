using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 3.2: CONNACK.</summary>
public sealed class Chapter32ConnackTests
{
    [Theory]
    [InlineData(MqttVersion.V311, "D0 00")]
    [InlineData(MqttVersion.V5, "F0 02 18 00")]
    [InlineData(MqttVersion.V5, "30 04 0001'a' 00")]
    public async Task MQTT_3_2_0_1_FirstPacketIsNoConnack_EndsTheConnection(MqttVersion version, string hex)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync(hex);

        Assert.Empty(await connection.ReadAsync());
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Theory]
    [InlineData(MqttVersion.V311, ClientFixture.Accepted311)]
    [InlineData(MqttVersion.V5, ClientFixture.Accepted)]
    public async Task MQTT_3_2_0_2_SecondConnack_EndsTheConnection(MqttVersion version, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);

        await connection.SendAsync(connack);

        Assert.Equal(version == MqttVersion.V5 ? [0xE0, 0x02, 0x82, 0x00] : [], await connection.ReadAsync());
    }

    [Theory]
    [InlineData("20 03 02 00 00", "acknowledge flags")]
    [InlineData("20 03 01 87 00", "acknowledge flags")]
    [InlineData("20 03 00 01 00", "reason")]
    [InlineData("20 05 00 00 02 24 02", "MaximumQos")]
    public void MQTT_3_2_2_1_ConnackNotValid_NamesItsField(string hex, string field) =>
        Assert.Equal(field, PacketBytes.Fail(hex, MqttVersion.V5, fromClient: false).Field);

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_2_2_2_CleanStart_NoSessionIsPresent(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync();
        await using (var first = await host.ConnectAsync("c", version, Connect.Lasting))
        {
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await using var second = await host.ConnectAsync("c", version);
        Assert.False(second.Connack!.SessionPresent);
    }

    [Fact]
    public async Task MQTT_Section_3_2_2_3_Connack_TellsTheLimits()
    {
        await using var host = await TestBroker.StartAsync(options =>
        {
            options.Limits.InFlight = 7;
            options.Limits.PacketSize = 5000;
            options.Limits.TopicAliases = 3;
        });
        await using var client = await host.ConnectAsync();
        var told = client.Connack!.Properties;

        Assert.Equal((ushort)7, told.ReceiveMaximum);
        Assert.Equal(5000u, told.MaximumPacketSize);
        Assert.Equal((ushort)3, told.TopicAliasMaximum);
        Assert.Null(told.AssignedClientId);
    }

    [Fact]
    public async Task MQTT_Section_3_2_2_3_2_SessionExpiryAboveTheLimit_IsToldWhatItIs()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.SessionExpiry = TimeSpan.FromHours(1));
        await using var client = await host.ConnectAsync("c", connect: new Connect { Expiry = uint.MaxValue });

        Assert.Equal(3600u, client.Connack!.Properties.SessionExpiry);
    }

    [Theory]
    [InlineData(MqttVersion.V311, "20 02 01 00")]
    [InlineData(MqttVersion.V5, ClientFixture.Resumed)]
    public async Task MQTT_3_2_2_4_SessionAfterACleanStart_EndsTheConnection(MqttVersion version, string connack)
    {
        await using var fixture = new ClientFixture(options => options.Version = version);
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync(connack);

        Assert.Empty(await connection.ReadAsync());
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task MQTT_3_2_2_5_ServerLostTheSession_TheClientForgetsItToo()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("34 06 0001'a' 0002 00");
        (await fixture.Client.Deliveries.ReadAsync().Soon()).Acknowledge();
        await connection.ExpectAsync("50 02 0002");

        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Accepted);
        await next.SendAsync("34 06 0001'b' 0002 00");

        Assert.Equal("b", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task MQTT_3_2_2_6_RefusedClientWithASession_IsToldOfNone(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authenticator = new OnePassword("secret") });
        await using (var first = await host.ConnectAsync("c", version, Connect.Lasting with { UserName = "u", Password = "secret" }))
        {
            await first.DisconnectAsync();
            await first.ReadEndAsync();
        }

        await using var refused = await host.ConnectAsync("c", version, Connect.Lasting with { UserName = "u", Password = "wrong" });

        Assert.Equal(MqttReason.BadUserNameOrPassword, refused.Connack!.Reason);
        Assert.False(refused.Connack.SessionPresent);
        await refused.ReadEndAsync();
    }

    [Theory]
    [InlineData("20 05 00 00 02 24 00", MqttQos.AtLeastOnce)]
    [InlineData("20 05 00 00 02 24 01", MqttQos.ExactlyOnce)]
    public async Task MQTT_3_2_2_11_QosThatTheServerDoesNotTake_IsNotSent(string connack, MqttQos qos)
    {
        await using var fixture = new ClientFixture();
        var early = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = qos });
        using var connection = await fixture.ConnectAsync(connack);
        var late = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = qos });
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "next" });

        await connection.ExpectAsync("30 07 0004'next' 00");
        Assert.Equal(MqttReason.QosNotSupported, (await early.Soon()).Reason);
        Assert.Equal(MqttReason.QosNotSupported, (await late.Soon()).Reason);
    }

    [Fact]
    public async Task MQTT_3_2_2_14_ServerRetainsNothing_RetainedMessageIsNotSent()
    {
        await using var fixture = new ClientFixture();
        var early = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Qos = MqttQos.AtLeastOnce, Retain = true });
        using var connection = await fixture.ConnectAsync("20 05 00 00 02 25 00");
        var late = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Retain = true });
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "next" });

        await connection.ExpectAsync("30 07 0004'next' 00");
        Assert.Equal(MqttReason.RetainNotSupported, (await early.Soon()).Reason);
        Assert.Equal(MqttReason.RetainNotSupported, (await late.Soon()).Reason);
    }

    [Fact]
    public async Task MQTT_3_2_2_15_PacketLargerThanTheServerAccepts_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.PacketSize = 1000);
        await using var client = await host.ConnectAsync();

        await client.PublishAsync("a", new string('x', 2000));

        await client.ReadEndAsync(MqttReason.PacketTooLarge);
    }

    [Fact]
    public async Task MQTT_3_2_2_15_MessageLargerThanTheServerTakes_IsNotSent()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 08 00 00 05 27 00000040");
        var large = fixture.Client.PublishAsync(new MqttMessage { Topic = "t", Payload = new byte[60] });
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "next" });

        await connection.ExpectAsync("30 07 0004'next' 00");
        Assert.Equal(MqttReason.PacketTooLarge, (await large.Soon()).Reason);
    }

    [Fact]
    public async Task MQTT_3_2_2_15_RequestLargerThanTheServerTakes_IsNotSent()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 08 00 00 05 27 00000020");
        string[] filters = [new string('a', 20), new string('b', 20)];
        var subscribed = fixture.Client.SubscribeAsync([new(filters[0]), new(filters[1])]);
        var unsubscribed = fixture.Client.UnsubscribeAsync(filters);
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });

        await connection.ExpectAsync("30 04 0001't' 00");
        Assert.Equal([MqttReason.PacketTooLarge, MqttReason.PacketTooLarge], (await subscribed.Soon()).Reasons);
        Assert.Equal([MqttReason.PacketTooLarge, MqttReason.PacketTooLarge], (await unsubscribed.Soon()).Reasons);
    }

    [Fact]
    public async Task MQTT_3_2_2_15_SubscriptionsMadeAnew_GoInPacketsThatTheServerTakes()
    {
        await using var fixture = new ClientFixture();
        await fixture.Client.SubscribeAsync([new("filter/1"), new("filter/2"), new("filter/3")]);

        using var connection = await fixture.ConnectAsync("20 08 00 00 05 27 00000020");

        await connection.ExpectAsync("82 0E 0001 00 0008'filter/1' 01");
        await connection.ExpectAsync("82 0E 0002 00 0008'filter/2' 01");
        await connection.ExpectAsync("82 0E 0003 00 0008'filter/3' 01");
    }

    [Fact]
    public async Task MQTT_3_2_2_17_AliasesOfTheClient_StayWithinTheServersMaximum()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 22 0001");
        foreach (var topic in new[] { "long/topic", "long/topic", "b" })
        {
            await fixture.Client.PublishAsync(new MqttMessage { Topic = topic });
        }

        await connection.ExpectAsync("30 10 000A'long/topic' 03 23 0001");
        await connection.ExpectAsync("30 06 0000 03 23 0001");
        await connection.ExpectAsync("30 04 0001'b' 00");
    }

    [Fact]
    public async Task MQTT_3_2_2_18_ServerNamedNoAliasMaximum_TopicsGoInFull()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            await fixture.Client.PublishAsync(new MqttMessage { Topic = "long/topic" });
            await connection.ExpectAsync("30 0D 000A'long/topic' 00");
        }
    }

    [Theory]
    [InlineData(120)]
    [InlineData(0)]
    public async Task MQTT_3_2_2_21_ServerKeepAlive_IsToldAndHeld(ushort asked)
    {
        await using var host = await TestBroker.StartAsync(options => options.MaximumKeepAlive = TimeSpan.FromSeconds(60));
        await using var client = await host.ConnectAsync("c", connect: new Connect { KeepAlive = asked });
        Assert.Equal((ushort)60, client.Connack!.Properties.ServerKeepAlive);

        host.Clock.Advance(TimeSpan.FromSeconds(90));

        await client.ReadEndAsync(MqttReason.KeepAliveTimeout);
    }

    [Fact]
    public async Task MQTT_3_2_2_21_KeepAliveOfTheServer_IsTheClients()
    {
        await using var fixture = new ClientFixture(options => options.KeepAlive = TimeSpan.FromSeconds(400));
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 13 0028");

        await fixture.TickAsync(3);

        await connection.ExpectAsync("C0 00");
    }
}
