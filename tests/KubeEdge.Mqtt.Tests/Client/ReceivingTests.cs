using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class ReceivingTests
{
    [Fact]
    public async Task Acknowledgements_LeaveInTheOrderOfArrival()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("32 06 0001'a' 0001 00 34 06 0001'b' 0002 00 32 06 0001'c' 0003 00");
        var deliveries = new List<MqttDelivery>();
        for (var i = 0; i < 3; i++)
        {
            deliveries.Add(await fixture.Client.Deliveries.ReadAsync().Soon());
        }

        deliveries[2].Acknowledge();
        deliveries[1].Acknowledge();
        deliveries[1].Acknowledge(MqttReason.QuotaExceeded); // The second time says nothing.
        deliveries[0].Acknowledge(MqttReason.NotAuthorized);
        await connection.ExpectAsync("40 03 0001 87");
        await connection.ExpectAsync("50 02 0002");
        await connection.ExpectAsync("40 02 0003");
        await connection.SendAsync("62 02 0002");
        await connection.ExpectAsync("70 02 0002");
    }

    [Fact]
    public async Task ExactlyOnce_SentAgain_IsDeliveredOnceAndAnsweredTwice()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("34 06 0001'b' 0002 00");
        var delivery = await fixture.Client.Deliveries.ReadAsync().Soon();
        delivery.Acknowledge();
        await connection.ExpectAsync("50 02 0002");

        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        await next.SendAsync("3C 06 0001'b' 0002 00");
        await next.ExpectAsync("50 02 0002");
        await next.SendAsync("62 02 0002 30 04 0001'z' 00");
        await next.ExpectAsync("70 02 0002");
        Assert.Equal("z", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
    }

    [Fact]
    public async Task ExactlyOnce_AcknowledgedAfterReconnect_IsAnsweredThereWhenTheBrokerSentItAgain()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        await connection.SendAsync("34 06 0001'b' 0002 00");
        var delivery = await fixture.Client.Deliveries.ReadAsync().Soon();
        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        delivery.Acknowledge();
        await next.SendAsync("3C 06 0001'b' 0002 00");

        await next.ExpectAsync("50 02 0002");
    }

    [Fact]
    public async Task AtLeastOnce_AcknowledgedAfterReconnect_TheNewConnectionHearsNothingOfIt()
    {
        await using var fixture = new ClientFixture();
        var connection = await fixture.ConnectAsync();
        await connection.SendAsync("32 06 0001'b' 0002 00");
        var delivery = await fixture.Client.Deliveries.ReadAsync().Soon();
        using var next = await fixture.ReconnectAsync(connection, ClientFixture.Resumed);
        delivery.Acknowledge();
        await next.SendAsync("3A 06 0001'b' 0002 00");
        var again = await fixture.Client.Deliveries.ReadAsync().Soon();
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        await next.ExpectAsync("30 04 0001't' 00");
        again.Acknowledge();
        await next.ExpectAsync("40 02 0002");
    }

    [Fact]
    public async Task Release_OfAnUnknownMessage_SaysSo()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("62 02 0007");
        await connection.ExpectAsync("70 03 0007 92");
        await connection.SendAsync("50 02 0008");
        await connection.ExpectAsync("62 03 0008 92");
    }

    [Fact]
    public async Task ReceiveMaximum_BrokerExceedsIt_IsDisconnected()
    {
        await using var fixture = new ClientFixture(options => options.Limits.ReceiveMaximum = 1);
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("32 06 0001'a' 0001 00 32 06 0001'b' 0002 00");
        await connection.ExpectAsync("E0 02 93 00");
    }

    [Fact]
    public async Task PacketTooLarge_IsRefusedBeforeItIsRead()
    {
        await using var fixture = new ClientFixture(options => options.Limits.PacketSize = 100);
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("30 80 01");
        await connection.ExpectAsync("E0 02 95 00");
    }

    [Fact]
    public async Task Deliveries_Full_ReadingStopsAndNothingIsLost()
    {
        await using var fixture = new ClientFixture(options => options.Limits.Deliveries = 1);
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("30 04 0001'a' 00 30 04 0001'b' 00 34 06 0001'c' 0001 00");
        foreach (var topic in new[] { "a", "b", "c" })
        {
            Assert.Equal(topic, (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
        }
    }

    [Fact]
    public async Task Deliveries_FullWhenTheConnectionEnds_TheUndeliveredMessageIsTakenWhenSentAgain()
    {
        await using var fixture = new ClientFixture(options => options.Limits.Deliveries = 1);
        var connection = await fixture.ConnectAsync();
        await connection.SendAsync("30 04 0001'a' 00 34 06 0001'c' 0001 00");
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
        await connection.ReadAsync();
        await fixture.Client.Deliveries.WaitToReadAsync().Soon();

        // Nobody reads, so the end shows when something is written.
        connection.Reset();
        while (fixture.Client.State == MqttConnectionState.Connected)
        {
            await fixture.Client.PublishAsync(new MqttMessage { Topic = "t" });
            await Task.Yield();
        }

        await fixture.PassDelayAsync();
        using var next = await fixture.Broker.AcceptAsync(ClientFixture.Resumed);
        await next.SendAsync("3C 06 0001'c' 0001 00");
        Assert.Equal("a", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
        Assert.Equal("c", (await fixture.Client.Deliveries.ReadAsync().Soon()).Message.Topic);
    }

    [Fact]
    public async Task Alias_OfTheBroker_IsAProtocolErrorSinceNoneWasOffered()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await connection.SendAsync("30 07 0001'a' 03 23 0001");
        await connection.ExpectAsync("E0 02 94 00");
    }
}
