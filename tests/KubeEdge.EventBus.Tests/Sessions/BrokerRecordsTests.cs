using System.Net;
using KubeEdge.EventBus.Sessions;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;

namespace KubeEdge.EventBus.Tests.Sessions;

/// <summary>What the broker inside the process keeps in the node's store is there after a kill.</summary>
public sealed class BrokerRecordsTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _willGrace = TimeSpan.FromSeconds(10);

    private readonly List<string> _folders = [Directory.CreateTempSubdirectory("kubeedge-records-").FullName];

    public void Dispose() => _folders.ForEach(static folder => Directory.Delete(folder, recursive: true));

    [Fact]
    public async Task Commit_ThenAKill_LoadsWhatTheLastChangesLeft()
    {
        await using (var store = await OpenAsync())
        {
            var records = new BrokerRecords(store);
            await records.CommitAsync(
                [
                    new MqttStoreChange("incoming/p/9", ReadOnlyMemory<byte>.Empty),
                    new MqttStoreChange("message/s/1", new byte[] { 1, 0, 255 }),
                    new MqttStoreChange("session/a%2Fb", "old"u8.ToArray()),
                    new MqttStoreChange("session/a%2Fb", "new"u8.ToArray()),
                    new MqttStoreChange("session/gone", "x"u8.ToArray()),
                    new MqttStoreChange("session/gone", null),
                    new MqttStoreChange("session/never", null),
                ],
                TestContext.Current.CancellationToken);
            Kill();
        }

        await using var again = await OpenAsync();
        var loaded = new Dictionary<string, byte[]>();
        await foreach (var record in new BrokerRecords(again).LoadAsync(TestContext.Current.CancellationToken))
        {
            loaded.Add(record.Key, record.Value.ToArray());
        }

        Assert.Equal(["incoming/p/9", "message/s/1", "session/a%2Fb"], loaded.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([], loaded["incoming/p/9"]);
        Assert.Equal([1, 0, 255], loaded["message/s/1"]);
        Assert.Equal("new"u8.ToArray(), loaded["session/a%2Fb"]);
    }

    [Fact]
    public async Task Killed_SessionMessageAndWill_AreThereAfterwards()
    {
        await using (var store = await OpenAsync())
        await using (var broker = await StartAsync(store, new ManualTimeProvider()))
        {
            await using (var leaving = await ConnectAsync(broker, "s"))
            {
                await leaving.SubscribeAsync([new MqttSubscription("a", MqttQos.ExactlyOnce)], TestContext.Current.CancellationToken);
                await leaving.SubscribeAsync([new MqttSubscription("gone", MqttQos.AtLeastOnce)], TestContext.Current.CancellationToken);
            }

            var will = new MqttMessage { Topic = "gone", Payload = "w"u8.ToArray(), Qos = MqttQos.AtLeastOnce };
            await using var lost = await ConnectAsync(broker, "w", will);
            await using var publisher = broker.Connect("p");
            var message = new MqttMessage { Topic = "a", Payload = "kept"u8.ToArray(), Qos = MqttQos.ExactlyOnce };
            Assert.Equal(
                MqttPublishStatus.Acknowledged, (await publisher.PublishAsync(message, TestContext.Current.CancellationToken)).Status);
            Kill();
        }

        var clock = new ManualTimeProvider();
        await using var reopened = await OpenAsync();
        await using var again = await StartAsync(reopened, clock);
        clock.Advance(_willGrace);
        await using var back = await ConnectAsync(again, "s");
        Assert.Equal("a kept", await NextAsync(back));
        Assert.Equal("gone w", await NextAsync(back));
    }

    private static async Task<MqttBroker> StartAsync(IMetaStore store, ManualTimeProvider clock)
    {
        var options = new MqttBrokerOptions { SystemTopicInterval = TimeSpan.Zero };
        options.Endpoints.Add(new MqttEndpointOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) });
        var broker = new MqttBroker(options, new MqttBrokerHooks { SessionStore = new BrokerRecords(store) }, clock);
        await broker.StartAsync(TestContext.Current.CancellationToken);
        return broker;
    }

    private static async Task<MqttClient> ConnectAsync(MqttBroker broker, string id, MqttMessage? will = null)
    {
        var client = new MqttClient(new MqttClientOptions
        {
            Server = new Uri($"tcp://{broker.Endpoints[0].Address}"),
            ClientId = id,
            CleanStart = false,
            Will = will,
        });
        client.Start();
        await client.WaitForAsync(MqttConnectionState.Connected, TestContext.Current.CancellationToken).WaitAsync(_patience);
        return client;
    }

    private static async Task<string> NextAsync(MqttClient client)
    {
        var delivery = await client.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience);
        delivery.Acknowledge();
        return $"{delivery.Message.Topic} {System.Text.Encoding.UTF8.GetString(delivery.Message.Payload.Span)}";
    }

    private Task<IMetaStore> OpenAsync() =>
        MetaStoreFile.OpenAsync(Path.Combine(_folders[^1], "edge.db"), TestContext.Current.CancellationToken);

    // From here on the disk is what a process that is killed now leaves.
    private void Kill() => _folders.Add(KilledDisk.CopyOf(_folders[^1]));
}
