using KubeEdge.Mqtt.Tests.Peers;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class ConnectingTests
{
    [Fact]
    public async Task Connect_V311_WritesTheBytesOfTheStandard()
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Version = MqttVersion.V311;
            options.KeepAlive = TimeSpan.FromSeconds(10);
            options.UserName = "u";
            options.Password = "p"u8.ToArray();
            options.Will = new MqttMessage { Topic = "w", Payload = "gone"u8.ToArray(), Qos = MqttQos.AtLeastOnce, Retain = true };
        });
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync();

        await connection.ExpectAsync("10 1C 0004'MQTT' 04 EE 000A 0001'c' 0001'w' 0004'gone' 0001'u' 0001'p'");
    }

    [Fact]
    public async Task Connect_V5_TellsItsLimitsAndProperties()
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.SessionExpiry = TimeSpan.FromSeconds(60);
            options.UserProperties = [new("a", "b")];
            options.Will = new MqttMessage { Topic = "w" };
            options.WillDelay = TimeSpan.FromSeconds(5);
        });
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync();

        await connection.ExpectAsync(
            "10 2D 0004'MQTT' 05 06 0000 14 11 0000003C 21 0100 27 00100000 26 0001'a' 0001'b' 0001'c' 05 18 00000005 0001'w' 0000");
    }

    [Fact]
    public async Task Connack_AssignsIdentifier_IsKeptForReconnects()
    {
        await using var fixture = new ClientFixture(options => options.ClientId = "");
        using var connection = await fixture.ConnectAsync("20 07 00 00 04 12 0001'x'");
        Assert.Equal("x", fixture.Client.ClientId);

        connection.Reset();
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        await fixture.PassDelayAsync();
        using var next = await fixture.Broker.AcceptAsync();
        var connect = await next.ReadAsync();
        Assert.Equal("x"u8, connect.AsSpan()[^1..]);
        Assert.Equal(0, connect[9] & 2); // Clean start was for the first connection.
    }

    [Theory]
    [InlineData("20 03 00 87 00", MqttReason.NotAuthorized, "The broker refused the connection.")]
    [InlineData("20 0B 00 89 08 1F 0005'later'", MqttReason.ServerBusy, "later")]
    [InlineData("20 02 00 01", MqttReason.UnsupportedProtocolVersion, "The broker refused the connection.")]
    [InlineData("20 02 00 05", MqttReason.NotAuthorized, "The broker refused the connection.")]
    public async Task Connack_Refuses_IsTheFailureAndTheClientGoesOn(string connack, MqttReason reason, string detail)
    {
        await using var fixture = new ClientFixture();
        fixture.Client.Start();
        using var refused = await fixture.Broker.AcceptAsync(connack);
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(new MqttFailure(MqttFailureKind.Refused, detail, reason), fixture.Client.LastFailure);

        await fixture.PassDelayAsync();
        using var accepted = await fixture.Broker.AcceptAsync(ClientFixture.Accepted);
        await fixture.Client.WaitForAsync(MqttConnectionState.Connected).Soon();
        Assert.Null(fixture.Client.LastFailure);
    }

    [Theory]
    [InlineData(MqttVersion.V5, "F0 00", "20 03 00 00 00")]
    [InlineData(MqttVersion.V5, "F0 02 18 00", "20 03 00 00 00")]
    [InlineData(MqttVersion.V311, "F0 00", "20 02 00 00")]
    public async Task Auth_ThatNobodyAskedFor_EndsTheConnection(MqttVersion version, string auth, string connack)
    {
        // A client that named no authentication method gets no AUTH [MQTT-4.12.0-7].
        await using var fixture = new ClientFixture(options => options.Version = version);
        using var connection = await fixture.ConnectAsync(connack);

        await connection.SendAsync(auth);
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
        Assert.Equal(version == MqttVersion.V5 ? [0xE0, 0x02, 0x82, 0x00] : [], await connection.ReadAsync());
    }

    [Fact]
    public async Task Auth_InPlaceOfConnack_IsAProtocolError()
    {
        await using var fixture = new ClientFixture();
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync("F0 02 18 00");
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Theory]
    [InlineData("20 02 00 00")]
    [InlineData("20 02 00 84")]
    [InlineData("20 03 00 01 00")]
    public async Task Connack_OfNeitherVersion_IsAProtocolError(string connack)
    {
        await using var fixture = new ClientFixture();
        fixture.Client.Start();
        using var connection = await fixture.Broker.AcceptAsync(connack);
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task Connack_311ReturnCode_IsTheReasonOfMqtt5()
    {
        await using var fixture = new ClientFixture(options => options.Version = MqttVersion.V311);
        fixture.Client.Start();
        using var refused = await fixture.Broker.AcceptAsync("20 02 00 04");
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttReason.BadUserNameOrPassword, fixture.Client.LastFailure?.Reason);
    }

    [Fact]
    public async Task Broker_SaysNothing_TimesOut()
    {
        await using var fixture = new ClientFixture();
        fixture.Client.Start();
        using var silent = await fixture.Broker.AcceptAsync();
        await silent.ReadAsync();

        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.TimedOut, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task Broker_IsNotThere_IsUnreachable()
    {
        await using var fixture = new ClientFixture(options => options.Server = new Uri($"mqtt://127.0.0.1:{FreePort.Next()}"));
        var attempt = fixture.Client.WaitForAsync(MqttConnectionState.Connecting);
        fixture.Client.Start();
        await attempt.Soon();
        await fixture.PassDelayAsync(); // The pause begins when the attempt has failed.

        Assert.Equal(MqttFailureKind.Unreachable, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task Broker_Disconnects_ReasonAndReferenceAreTheFailure()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("E0 0D 9D 0B 1C 0001'o' 1F 0004'move'");
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(new MqttFailure(MqttFailureKind.Disconnected, "move It refers to o.", MqttReason.ServerMoved), fixture.Client.LastFailure);
    }

    [Theory]
    [InlineData("D0 01 00", "81")]
    [InlineData("90 04 0001 00 00", "82")]
    [InlineData("30 04 0001'a' 05", "81")]
    public async Task Broker_BreaksTheProtocol_IsToldTheReason(string bytes, string reason)
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync(bytes);
        await connection.ExpectAsync($"E0 02 {reason} 00");
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.ProtocolError, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task Dispose_WritesWhatWaitsAndSaysGoodbye()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "a" });
        var closed = fixture.Client.DisposeAsync();

        await connection.ExpectAsync("30 04 0001'a' 00");
        await connection.ExpectAsync("E0 00");
        connection.Dispose();
        await closed.Soon();
        Assert.Equal(MqttConnectionState.Closed, fixture.Client.State);
        Assert.Equal(MqttPublishStatus.Closed, (await fixture.Client.PublishAsync(new MqttMessage { Topic = "a" })).Status);
        Assert.Equal(MqttRequestStatus.Closed, (await fixture.Client.SubscribeAsync([new("a")])).Status);
        await fixture.Client.Deliveries.Completion.Soon();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.Client.WaitForAsync(MqttConnectionState.Connected));
    }

    [Fact]
    public async Task KeepAlive_SilenceIsTriedWithAPing_AndNoAnswerEndsTheConnection()
    {
        await using var fixture = new ClientFixture(options => options.KeepAlive = TimeSpan.FromSeconds(40));
        using var connection = await fixture.ConnectAsync();
        for (var answered = 0; answered < 2; answered++)
        {
            await fixture.TickAsync(3);
            await connection.ExpectAsync("C0 00");

            // What it writes next shows that it has noted when it wrote the ping.
            await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
            await connection.ExpectAsync("30 04 0001't' 00");
            await connection.SendAsync("D0 00");
            await connection.SendAsync("30 04 0001'a' 00");
            await fixture.Client.Deliveries.ReadAsync().Soon(); // The answer is behind it.
        }

        await fixture.TickAsync(3);
        await connection.ExpectAsync("C0 00");
        await fixture.TickAsync(2);
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttFailureKind.KeepAlive, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task KeepAlive_BrokerAsksForAnother_ItHolds()
    {
        await using var fixture = new ClientFixture(options => options.KeepAlive = TimeSpan.FromSeconds(400));
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 13 0028");
        await fixture.TickAsync(3);
        await connection.ExpectAsync("C0 00");
    }
}
