using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Tests.Peers;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>Debian's mosquitto beside the process.</summary>
public sealed class ExternalBrokerTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public ExternalBrokerTests()
    {
        MosquittoServer.SkipWhereAbsent();
        MosquittoClients.SkipWhereAbsent();
    }

    [Theory]
    [InlineData("$hw/events/device/x/twin/update", MqttVersion.V311)]
    [InlineData("$hw/events/device/ns/x/twin/update", MqttVersion.V5)]
    public async Task Publish_ToATwin_ReachesIt(string topic, MqttVersion version)
    {
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using var rig = await MqttRig.StartExternalAsync(server.Address, bus => bus.External.Version = version);

        await using var publisher = new MosquittoClients(server.Port).Publish(topic, "{\"a\":1}");
        await publisher.SucceedsAsync();

        var message = await rig.Twin.NextAsync();
        Assert.Equal("{\"a\":1}", FakeTwin.TextOf(message));
        Assert.True(message.Header.Sync);
        await rig.Twin.ReplyAsync(message);
    }

    [Fact]
    public async Task Broker_StartedAgainUnderLoad_LosesNothing()
    {
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using var rig = await MqttRig.StartExternalAsync(server.Address);
        await using var link = await rig.LinkAsync();
        await using var publisher = Publisher(server);

        var publishing = Enumerable.Range(1, 3000).Select(number => PublishAsync(publisher, number)).ToList();
        await Task.WhenAny(publishing[500..510]).WaitAsync(_limit);
        // In order: killed, mosquitto itself loses what it has acknowledged and not saved yet.
        await server.StopAsync();
        await server.StartAsync();

        // Some come twice; more than each from every start of a connection would mean that they come for ever.
        var seen = new HashSet<string>();
        for (var count = 0; seen.Count < 3000; count++)
        {
            Assert.InRange(count, 0, 5 * 3000);
            Assert.True((await BusRig.NextAsync(link)).Content.TryGetText(out var text));
            seen.Add(text);
        }

        await Task.WhenAll(publishing).WaitAsync(_limit);
    }

    [Fact]
    public async Task Broker_AwayWhileTwinsSpeak_PublishesInOrderWhenItIsBack()
    {
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using var rig = await MqttRig.StartExternalAsync(server.Address);
        await server.KillAsync();
        for (var i = 0; i < 200; i++)
        {
            await rig.PublishAsync("$hw/events/device/x/twin/update/document", $"{i}");
        }

        await server.StartAsync();
        await using var subscriber = Subscriber(server);
        await subscriber.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        await subscriber.SubscribeAsync([new MqttSubscription("$hw/events/device/x/twin/update/document")]).AsTask().WaitAsync(_limit);
        await rig.PublishAsync("$hw/events/device/x/twin/update/document", "last");

        // Whatever left before the subscription was made is missing at the beginning only.
        var texts = new List<string>();
        while (texts is not [.., "last"])
        {
            var delivery = await subscriber.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
            texts.Add(System.Text.Encoding.UTF8.GetString(delivery.Message.Payload.Span));
            delivery.Acknowledge();
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}").Append("last").TakeLast(texts.Count), texts);
    }

    [Fact]
    public async Task Message_PublishedWhileTheNodeIsAway_ArrivesAfterwards()
    {
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using (await MqttRig.StartExternalAsync(server.Address))
        {
            // Its session is there from now on.
        }

        await using (var publisher = new MosquittoClients(server.Port).Publish("default/user/test", "meanwhile"))
        {
            await publisher.SucceedsAsync();
        }

        await using var rig = await MqttRig.StartExternalAsync(server.Address);
        await using var link = await rig.LinkAsync();
        Assert.True((await BusRig.NextAsync(link)).Content.IsText("meanwhile"));
    }

    [Fact]
    public async Task Publish_OfTheCloudOnATopicThatGoesUp_DoesNotComeBack()
    {
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using var rig = await MqttRig.StartExternalAsync(server.Address);
        await using var link = await rig.LinkAsync();
        await using var subscriber = await new MosquittoClients(server.Port).SubscribeAsync("default/user/test");

        await rig.PublishAsync("default/user/test", "down", "router_eventbus");
        Assert.Equal("default/user/test down", await MosquittoClients.NextAsync(subscriber));
        await using var publisher = new MosquittoClients(server.Port).Publish("default/user/test", "up");
        await publisher.SucceedsAsync();

        Assert.True((await BusRig.NextAsync(link)).Content.IsText("up"));
    }

    private static async Task PublishAsync(MqttClient publisher, int number)
    {
        var message = new MqttMessage
        {
            Topic = "default/user/test", Payload = BusRig.Utf8($"{number}"), Qos = MqttQos.AtLeastOnce,
        };
        var result = await publisher.PublishAsync(message).AsTask().WaitAsync(_limit);
        Assert.Equal(MqttPublishStatus.Acknowledged, result.Status);
    }

    private static MqttClient Publisher(MosquittoServer server) => Start(new MqttClientOptions
    {
        Server = server.Address, ClientId = "publisher", CleanStart = false, Version = MqttVersion.V311,
    });

    private static MqttClient Subscriber(MosquittoServer server) => Start(new MqttClientOptions { Server = server.Address });

    private static MqttClient Start(MqttClientOptions options)
    {
        var client = new MqttClient(options);
        client.Start();
        return client;
    }
}
