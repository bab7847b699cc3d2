using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Client;

/// <summary>Our client at somebody else's broker.</summary>
public sealed class MosquittoTests
{
    [Theory]
    [InlineData("mqtt", MqttVersion.V311)]
    [InlineData("mqtt", MqttVersion.V5)]
    [InlineData("mqtts", MqttVersion.V311)]
    [InlineData("mqtts", MqttVersion.V5)]
    [InlineData("ws", MqttVersion.V311)]
    [InlineData("ws", MqttVersion.V5)]
    public async Task EveryQos_EveryTransport_ArrivesAsPublished(string scheme, MqttVersion version)
    {
        using var broker = await MosquittoBroker.StartAsync();
        await using var client = await ConnectAsync(broker.Options(scheme, version));
        Assert.True((await client.SubscribeAsync([new("t/#", MqttQos.ExactlyOnce)]).Soon()).IsSuccess);
        var payload = new byte[100_000];
        new Random(1).NextBytes(payload);
        foreach (var qos in Enum.GetValues<MqttQos>())
        {
            var sent = new MqttMessage { Topic = $"t/{qos}", Payload = payload, Qos = qos };
            Assert.True((await client.PublishAsync(sent).Soon()).IsSuccess);
            var delivery = await client.Deliveries.ReadAsync().Soon();
            delivery.Acknowledge();

            Assert.Equal((sent.Topic, qos), (delivery.Message.Topic, delivery.Message.Qos));
            Assert.True(payload.AsSpan().SequenceEqual(delivery.Message.Payload.Span));
        }
    }

    [Fact]
    public async Task Mqtt5_PropertiesAndSubscriptionIdentifier_Arrive()
    {
        using var broker = await MosquittoBroker.StartAsync();
        await using var client = await ConnectAsync(broker.Options("mqtt", MqttVersion.V5));
        await client.SubscribeAsync([new("t") { Identifier = 300 }]).Soon();
        var properties = new MqttMessageProperties
        {
            ContentType = "text/plain",
            ResponseTopic = "answer",
            CorrelationData = "7"u8.ToArray(),
            IsText = true,
            UserProperties = [new("a", "1"), new("a", "2")],
        };
        await client.PublishAsync(new MqttMessage { Topic = "t", Properties = properties }).Soon();
        var arrived = (await client.Deliveries.ReadAsync().Soon()).Message.Properties;

        Assert.NotNull(arrived);
        Assert.Equal([300u], arrived.SubscriptionIdentifiers);
        Assert.Equal(properties.UserProperties, arrived.UserProperties);
        Assert.Equal(("text/plain", "answer", true), (arrived.ContentType, arrived.ResponseTopic, arrived.IsText));
        Assert.Equal("7"u8, arrived.CorrelationData!.Value.Span);
    }

    [Fact]
    public async Task Retained_ArrivesWithItsFlag()
    {
        using var broker = await MosquittoBroker.StartAsync();
        await using var watcher = await ConnectAsync(broker.Options("mqtt", MqttVersion.V311));
        var retained = new MqttMessage { Topic = "kept", Payload = "1"u8.ToArray(), Retain = true, Qos = MqttQos.AtLeastOnce };
        await watcher.PublishAsync(retained).Soon();
        await watcher.SubscribeAsync([new("kept")]).Soon();
        var kept = await watcher.Deliveries.ReadAsync().Soon();
        kept.Acknowledge();
        Assert.True(kept.Message is { Topic: "kept", Retain: true });
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task BrokerIsKilledAndComesBack_EveryMessageArrivesAndSubscriptionsHold(MqttVersion version)
    {
        // As many as mosquitto has under way with one client; of more it acknowledges all and, in 3.1.1, delivers only some.
        const int count = 20;
        using var broker = await MosquittoBroker.StartAsync();
        await using var client = await ConnectAsync(broker.Options("mqtt", version, "steady"));
        await client.SubscribeAsync([new("t", MqttQos.AtMostOnce)]).Soon();
        await broker.KillAsync();
        await client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        var outcomes = Enumerable.Range(0, count)
            .Select(i => new MqttMessage { Topic = "t", Payload = new[] { (byte)i }, Qos = (MqttQos)(1 + (i % 2)) })
            .Select(message => client.PublishAsync(message).AsTask())
            .ToList();

        await broker.RunAsync();
        Assert.All(await Task.WhenAll(outcomes).Soon(), outcome => Assert.True(outcome.IsSuccess));
        var arrived = new HashSet<byte>();
        while (arrived.Count < count)
        {
            arrived.Add((await client.Deliveries.ReadAsync().Soon()).Message.Payload.Span[0]);
        }
    }

    [Fact]
    public async Task CertificateIsNotTrusted_IsAFailureOfTls()
    {
        using var broker = await MosquittoBroker.StartAsync();
        var options = broker.Options("mqtts", MqttVersion.V5);
        options.Tls = null;
        await using var client = new MqttClient(options);
        var ended = client.WaitForAsync(MqttConnectionState.Connecting);
        client.Start();
        await ended.Soon();
        await client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.Tls, client.LastFailure?.Kind);
    }

    [Fact]
    public async Task PlainPort_AsWebSocket_IsNoWebSocket()
    {
        using var broker = await MosquittoBroker.StartAsync();
        var options = broker.Options("mqtt", MqttVersion.V5);
        options.Server = new UriBuilder(options.Server) { Scheme = "ws" }.Uri;
        await using var client = new MqttClient(options);
        var ended = client.WaitForAsync(MqttConnectionState.Connecting);
        client.Start();
        await ended.Soon();
        await client.WaitForAsync(MqttConnectionState.Disconnected).Soon();

        Assert.Equal(MqttFailureKind.NotWebSocket, client.LastFailure?.Kind);
    }

    private static async Task<MqttClient> ConnectAsync(MqttClientOptions options)
    {
        var client = new MqttClient(options);
        client.Start();
        await client.WaitForAsync(MqttConnectionState.Connected).Soon();
        return client;
    }
}
