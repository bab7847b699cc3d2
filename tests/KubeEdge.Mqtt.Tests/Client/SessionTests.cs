using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class SessionTests
{
    private static readonly MqttMessage _once = new() { Topic = "t", Qos = MqttQos.AtLeastOnce };
    private static readonly MqttMessage _exactly = new() { Topic = "x", Qos = MqttQos.ExactlyOnce };

    [Fact]
    public async Task SessionPresent_UnacknowledgedGoAgainInOrderAsDuplicates()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        var outcomes = new List<Task<MqttPublishResult>>();
        foreach (var message in new[] { _once, _exactly, _exactly })
        {
            outcomes.Add(fixture.Client.PublishAsync(message).AsTask());
            await connection.ReadAsync();
        }

        await connection.SendAsync("50 02 0003");
        await connection.ExpectAsync("62 02 0003");
        var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        await next.ExpectAsync("3A 06 0001't' 0001 00");
        await next.ExpectAsync("3C 06 0001'x' 0002 00");
        await next.ExpectAsync("62 02 0003");
        await next.SendAsync("40 02 0001 50 02 0002");
        await next.ExpectAsync("62 02 0002");
        await next.SendAsync("70 02 0002 70 03 0003 92");

        foreach (var outcome in outcomes)
        {
            Assert.Equal(MqttPublishStatus.Acknowledged, (await outcome.Soon()).Status);
        }

        next.Dispose();
    }

    [Fact]
    public async Task SessionLost_UnacknowledgedGoAsNewBeforeWhatWaits()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync("20 06 00 00 03 21 0001");
        _ = fixture.Client.PublishAsync(_once).AsTask();
        _ = fixture.Client.PublishAsync(_exactly).AsTask();
        await connection.ReadAsync();
        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Accepted);

        await next.ExpectAsync("32 06 0001't' 0002 00");
        await next.ExpectAsync("34 06 0001'x' 0003 00");
    }

    [Fact]
    public async Task SessionLost_ToldNotToSendAgain_OutcomeIsNotConnected()
    {
        await using var fixture = new ClientFixture(options => options.ResendAfterSessionLoss = false);
        var connection = await fixture.ConnectAsync();
        var outcome = fixture.Client.PublishAsync(_once);
        await connection.ReadAsync();
        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Accepted);

        Assert.Equal(MqttPublishStatus.NotConnected, (await outcome.Soon()).Status);
    }

    [Fact]
    public async Task Subscriptions_GoAgainOnlyWhenTheSessionIsLost()
    {
        await using var fixture = new ClientFixture();
        Assert.Equal(MqttRequestStatus.Kept, (await fixture.Client.SubscribeAsync([new("early", MqttQos.AtMostOnce)])).Status);
        var connection = await fixture.ConnectAsync();
        await connection.ExpectAsync("82 0B 0001 00 0005'early' 00");
        await connection.SendAsync("90 04 0001 00 00");
        var answer = fixture.Client.SubscribeAsync([new("a/+") { NoLocal = true, Identifier = 9 }, new("no") { Identifier = 9 }]);
        await connection.ExpectAsync("82 10 0002 02 0B 09 0003'a/+' 05 0002'no' 01");
        await connection.SendAsync("90 05 0002 00 01 87");
        Assert.Equal([MqttReason.GrantedQos1, MqttReason.NotAuthorized], (await answer.Soon()).Reasons);

        connection = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        await connection.ExpectAsync("30 04 0001't' 00");

        connection = await fixture.ReconnectAsync(connection, ClientFixture.Accepted);
        await connection.ExpectAsync("82 0B 0003 00 0005'early' 00");
        await connection.ExpectAsync("82 0B 0004 02 0B 09 0003'a/+' 05");
        connection.Dispose();
    }

    [Fact]
    public async Task Unsubscribed_WhileAway_TheBrokerIsToldWhenItStillKnows()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        var subscribed = fixture.Client.SubscribeAsync([new("a")]);
        await connection.ReadAsync();
        await connection.SendAsync("90 04 0001 00 01");
        Assert.True((await subscribed.Soon()).IsSuccess);
        connection.Reset();
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        Assert.Equal(MqttRequestStatus.Kept, (await fixture.Client.UnsubscribeAsync(["a"])).Status);

        await fixture.PassDelayAsync();
        using var next = await fixture.Broker.AcceptAsync(ClientFixture.Resumed);
        await next.ExpectAsync("A2 06 0002 00 0001'a'");
    }

    [Fact]
    public async Task Subscribe_ConnectionBreaks_IsKept()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        var subscribed = fixture.Client.SubscribeAsync([new("a")]);
        await connection.ReadAsync();
        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);

        Assert.Equal(MqttRequestStatus.Kept, (await subscribed.Soon()).Status);
        await next.ExpectAsync("82 07 0002 00 0001'a' 01");
    }

    [Fact]
    public async Task Subscribed_AnewAndNoAnswer_EndsTheConnection()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        var subscribed = fixture.Client.SubscribeAsync([new("a")]);
        await connection.ReadAsync();
        await connection.SendAsync("90 04 0001 00 01");
        Assert.True((await subscribed.Soon()).IsSuccess);
        using var deaf = await fixture.ReconnectAsync(connection, ClientFixture.Accepted);
        await deaf.ExpectAsync("82 07 0002 00 0001'a' 01");

        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        await fixture.Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.TimedOut, fixture.Client.LastFailure?.Kind);
    }

    [Fact]
    public async Task Subscribe_NoAnswer_EndsTheConnection()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        var subscribed = fixture.Client.SubscribeAsync([new("a")]);
        await connection.ReadAsync();
        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(MqttRequestStatus.Kept, (await subscribed.Soon()).Status);
        Assert.Empty(await connection.ReadAsync());
    }

    [Fact]
    public async Task SubscribeAndUnsubscribe_MistakesOfTheProgram_Throw()
    {
        await using var fixture = new ClientFixture();
        foreach (var filter in new[] { "", "a#", "a/#/b", "+a", "\0" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new(filter)]).AsTask());
            await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.UnsubscribeAsync([filter]).AsTask());
        }

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([]).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Client.SubscribeAsync([new("a") { Identifier = 1 }, new("b")]).AsTask());
    }
}
