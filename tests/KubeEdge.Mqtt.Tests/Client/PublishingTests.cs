using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class PublishingTests
{
    private static readonly MqttMessage _once = new() { Topic = "t", Payload = "1"u8.ToArray(), Qos = MqttQos.AtLeastOnce };
    private static readonly MqttMessage _exactly = _once with { Qos = MqttQos.ExactlyOnce };

    [Fact]
    public async Task AllQos_GoThroughTheirHandshakes()
    {
        await using var fixture = new ClientFixture(options => options.Version = MqttVersion.V311);
        using var connection = await fixture.ConnectAsync(ClientFixture.Accepted311);

        var sent = await fixture.Client.PublishAsync(_once with { Qos = MqttQos.AtMostOnce, Retain = true });
        var once = fixture.Client.PublishAsync(_once);
        var exactly = fixture.Client.PublishAsync(_exactly);
        await connection.ExpectAsync("31 04 0001't' '1'");
        await connection.ExpectAsync("32 06 0001't' 0001 '1'");
        await connection.ExpectAsync("34 06 0001't' 0002 '1'");
        await connection.SendAsync("50 02 0002");
        await connection.ExpectAsync("62 02 0002");
        Assert.False(once.IsCompleted || exactly.IsCompleted);
        await connection.SendAsync("40 02 0001 70 02 0002");

        Assert.Equal(new MqttPublishResult(MqttPublishStatus.Sent), sent);
        Assert.Equal(new MqttPublishResult(MqttPublishStatus.Acknowledged), await once.Soon());
        Assert.Equal(new MqttPublishResult(MqttPublishStatus.Acknowledged), await exactly.Soon());
    }

    [Theory]
    [InlineData(MqttQos.AtLeastOnce, "40 0A 0001 87 06 1F 0003'why'")]
    [InlineData(MqttQos.ExactlyOnce, "50 0A 0001 87 06 1F 0003'why'")]
    public async Task BrokerRefuses_TheReasonIsTheOutcome(MqttQos qos, string answer)
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        var outcome = fixture.Client.PublishAsync(_once with { Qos = qos });
        await connection.ReadAsync();
        await connection.SendAsync(answer);

        Assert.Equal(new MqttPublishResult(MqttPublishStatus.Refused, MqttReason.NotAuthorized, "why"), await outcome.Soon());
    }

    [Fact]
    public async Task Properties_AreWritten()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        await fixture.Client.PublishAsync(new MqttMessage
        {
            Topic = "t",
            Properties = new()
            {
                ContentType = "c",
                ResponseTopic = "r",
                CorrelationData = "d"u8.ToArray(),
                MessageExpiry = 7,
                IsText = true,
                UserProperties = [new("k", "v")],
            },
        });

        await connection.ExpectAsync("30 1E 0001't' 1A 02 00000007 01 01 03 0001'c' 08 0001'r' 09 0001'd' 26 0001'k' 0001'v'");
    }

    [Fact]
    public async Task ReceiveMaximum_LaterMessagesWaitForAcknowledgements()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync("20 06 00 00 03 21 0001");
        var first = fixture.Client.PublishAsync(_once);
        var second = fixture.Client.PublishAsync(_exactly);
        await connection.ExpectAsync("32 07 0001't' 0001 00 '1'");
        var ping = fixture.Client.SubscribeAsync([new("s")]); // What comes next on the wire shows that the second message did not.
        Assert.Equal(0x82, (await connection.ReadAsync())[0]);
        await connection.SendAsync("40 02 0001 90 04 0002 00 01");
        await connection.ExpectAsync("34 07 0001't' 0003 00 '1'");

        Assert.True((await first.Soon()).IsSuccess && (await ping.Soon()).IsSuccess);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task NotConnected_MessagesWaitAndGoInOrder()
    {
        await using var fixture = new ClientFixture();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(MqttPublishStatus.Sent, (await fixture.Client.PublishAsync(new MqttMessage { Topic = $"{i}" })).Status);
        }

        using var connection = await fixture.ConnectAsync();
        await connection.ExpectAsync("30 04 0001'0' 00");
        await connection.ExpectAsync("30 04 0001'1' 00");
        await connection.ExpectAsync("30 04 0001'2' 00");
    }

    [Fact]
    public async Task NotConnected_ToldNotToQueue_SaysSo()
    {
        await using var fixture = new ClientFixture(options => options.QueueWhileDisconnected = false);
        Assert.Equal(MqttPublishStatus.NotConnected, (await fixture.Client.PublishAsync(_once)).Status);
    }

    [Fact]
    public async Task NotConnected_WhileTheEndOfAConnectionTakesItsTime_NobodyTriesInVain()
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.QueueWhileDisconnected = false;
            options.Limits.QueuedBytes = 128 << 20;
        });
        using var connection = await fixture.ConnectAsync();

        // More than the sockets hold of a broker that reads nothing: the farewell does not leave either, until its time is over.
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "large", Payload = new byte[64 << 20] });
        var subscribing = fixture.Client.SubscribeAsync([new("s")]);
        await connection.SendAsync("D0 01 00");
        Assert.Equal(MqttRequestStatus.Kept, (await subscribing.Soon()).Status); // From here on nothing can be published.

        var attempts = 0;
        while (attempts < 100 && fixture.Client.WaitForAsync(MqttConnectionState.Connected).IsCompleted)
        {
            Assert.Equal(MqttPublishStatus.NotConnected, (await fixture.Client.PublishAsync(_once)).Status);
            attempts++;
        }

        Assert.Equal(0, attempts);
    }

    [Theory]
    [InlineData(2, long.MaxValue)]
    [InlineData(int.MaxValue, 5)]
    public async Task QueueFull_NewMessageIsRefused(int messages, long bytes)
    {
        await using var fixture = new ClientFixture(options => (options.Limits.QueuedMessages, options.Limits.QueuedBytes) = (messages, bytes));
        var statuses = new List<MqttPublishStatus>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await fixture.Client.PublishAsync(_once with { Qos = MqttQos.AtMostOnce })).Status);
        }

        Assert.Equal([MqttPublishStatus.Sent, MqttPublishStatus.Sent, MqttPublishStatus.QueueFull], statuses);
    }

    [Fact]
    public async Task LargerThanTheQueue_IsTooLargeAndNothingMakesRoom()
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Limits.QueuedBytes = 10;
            options.QueuePolicy = MqttQueuePolicy.DropOldestAtMostOnce;
        });
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "kept" });

        Assert.Equal(
            MqttPublishStatus.TooLarge, (await fixture.Client.PublishAsync(_once with { Payload = new byte[10] }).Soon()).Status);

        using var connection = await fixture.ConnectAsync();
        await connection.ExpectAsync("30 07 0004'kept' 00");
    }

    [Fact]
    public async Task QueueFull_DropOldest_MessagesOfQos0MakeRoomAndOthersStay()
    {
        await using var fixture = new ClientFixture(options =>
        {
            options.Limits.QueuedMessages = 2;
            options.QueuePolicy = MqttQueuePolicy.DropOldestAtMostOnce;
        });
        var kept = fixture.Client.PublishAsync(_once);
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "old" });
        await fixture.Client.PublishAsync(new MqttMessage { Topic = "new" });
        using var connection = await fixture.ConnectAsync();

        await connection.ExpectAsync("32 07 0001't' 0001 00 '1'");
        await connection.ExpectAsync("30 06 0003'new' 00");
        Assert.False(kept.IsCompleted);
    }

    [Theory]
    [InlineData("20 05 00 00 02 24 01", MqttReason.QosNotSupported)]
    [InlineData("20 05 00 00 02 25 00", MqttReason.RetainNotSupported)]
    [InlineData("20 08 00 00 05 27 00000010", MqttReason.PacketTooLarge)]
    public async Task BrokerCannot_MessageIsRefusedBeforeItIsSent(string connack, MqttReason reason)
    {
        await using var fixture = new ClientFixture();
        var early = fixture.Client.PublishAsync(_exactly with { Retain = true });
        using var connection = await fixture.ConnectAsync(connack);

        Assert.Equal(reason, (await early.Soon()).Reason);
        Assert.Equal(reason, (await fixture.Client.PublishAsync(_exactly with { Retain = true }).Soon()).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("a\0b")]
    [InlineData("lone surrogate")]
    public async Task InvalidTopic_IsRefused(string topic)
    {
        topic = topic == "lone surrogate" ? "\uD800" : topic; // An attribute cannot hold one.
        await using var fixture = new ClientFixture();
        var result = await fixture.Client.PublishAsync(new MqttMessage { Topic = topic });

        Assert.Equal((MqttPublishStatus.Refused, MqttReason.TopicNameInvalid), (result.Status, result.Reason));
    }

    [Fact]
    public async Task Cancelled_EndsTheWaitOnly()
    {
        await using var fixture = new ClientFixture();
        using var connection = await fixture.ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        var outcome = fixture.Client.PublishAsync(_once, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outcome.AsTask());

        await connection.ExpectAsync("32 07 0001't' 0001 00 '1'");
    }
}
