using System.Text;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapters 3.1 and 3.2 of both standards, the server's part: CONNECT and CONNACK.</summary>
public sealed class ServerConnectTests
{
    [Fact]
    public async Task MQTT_3_1_0_1_FirstPacketIsNoConnect_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.DialAsync();

        await client.SendHexAsync("C000");

        await client.ReadEndAsync();
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
    public async Task MQTT_3_1_2_10_Disconnect_RemovesTheWill()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("#");
        await using var client = await host.ConnectAsync("c", connect: new Connect { Will = Will() });

        await client.DisconnectAsync();
        await client.ReadEndAsync();

        await watcher.PublishAsync("marker", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task MQTT_3_14_4_DisconnectWithWill_PublishesTheWill()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        await using var client = await host.ConnectAsync("c", connect: new Connect { Will = Will() });

        await client.DisconnectAsync(MqttReason.DisconnectWithWillMessage);

        await watcher.ReadPublishAsync("gone");
    }

    [Fact]
    public async Task MQTT_3_1_2_15_WillRetain_IsRetained()
    {
        await using var host = await TestBroker.StartAsync();
        await using var watcher = await host.ConnectAsync("w");
        await watcher.SubscribeAsync("will");
        var client = await host.ConnectAsync("c", connect: new Connect { Will = Will() with { Retain = true } });
        await client.DisposeAsync();
        await watcher.ReadPublishAsync("gone");

        await using var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("will");
        Assert.True((await late.ReadPublishAsync("gone")).Message.Retain);
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

    [Theory]
    [InlineData(70, 3600, 70)]
    [InlineData(7200, 3600, 3600)]
    [InlineData(70, 0, 0)]
    public async Task MQTT_3_1_3_2_2_WillDelay_EndsWithTheDelayOrTheSession(uint delay, uint expiry, int due)
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
    public async Task MQTT_3_2_2_21_ServerKeepAlive_IsToldAndHeld()
    {
        await using var host = await TestBroker.StartAsync(options => options.MaximumKeepAlive = TimeSpan.FromSeconds(60));
        await using var client = await host.ConnectAsync("c", connect: new Connect { KeepAlive = 120 });
        Assert.Equal((ushort)60, client.Connack!.Properties.ServerKeepAlive);

        host.Clock.Advance(TimeSpan.FromSeconds(90));

        await client.ReadEndAsync(MqttReason.KeepAliveTimeout);
    }

    [Fact]
    public async Task MQTT_3_1_4_3_SameIdAgain_TakesTheSessionOver()
    {
        await using var host = await TestBroker.StartAsync();
        await using var first = await host.ConnectAsync("c", connect: Connect.Lasting);

        await using var second = await host.ConnectAsync("c", connect: Connect.Lasting);

        await first.ReadEndAsync(MqttReason.SessionTakenOver);
        Assert.True(second.Connack!.SessionPresent);
    }

    [Fact]
    public async Task MQTT_3_1_4_1_NoConnectWithinTheDeadline_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync();
        var armed = host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        await using var client = await host.DialAsync();
        await armed;

        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await client.ReadEndAsync();
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
    public async Task MQTT_3_1_3_8_EmptyIdWithoutCleanSession_IsRefused()
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync("", MqttVersion.V311, new Connect { CleanStart = false });

        Assert.Equal(MqttReason.ClientIdentifierNotValid, client.Connack!.Reason);
        await client.ReadEndAsync();
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
    public async Task MQTT_3_2_2_3_2_SessionExpiryAboveTheLimit_IsToldWhatItIs()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.SessionExpiry = TimeSpan.FromHours(1));
        await using var client = await host.ConnectAsync("c", connect: new Connect { Expiry = uint.MaxValue });

        Assert.Equal(3600u, client.Connack!.Properties.SessionExpiry);
    }

    [Fact]
    public async Task MQTT_3_2_2_3_Connack_TellsTheLimits()
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
    public async Task MQTT_3_1_2_28_ResponseInformation_IsToldWhoAsks()
    {
        await using var host = await TestBroker.StartAsync(options => options.ResponseInformation = "replies/");
        await using var silent = await host.ConnectAsync("a");
        await using var asking = await host.ConnectAsync(
            "b", connect: new Connect { Properties = new PacketProperties { RequestResponseInformation = true } });

        Assert.Null(silent.Connack!.Properties.ResponseInformation);
        Assert.Equal("replies/", asking.Connack!.Properties.ResponseInformation);
    }

    private static MqttMessage Will(MqttQos qos = MqttQos.AtMostOnce) =>
        new() { Topic = "will", Payload = Encoding.UTF8.GetBytes("gone"), Qos = qos };
}
