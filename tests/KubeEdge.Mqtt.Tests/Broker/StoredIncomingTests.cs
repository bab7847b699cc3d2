using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>A message of QoS 2 is known after a kill when its publisher was told so, and not when he was told that it was refused.</summary>
public sealed class StoredIncomingTests
{
    private const int MoreThanABatch = 9 * 1024 * 1024;
    private readonly GatedStore _store = new();

    [Fact]
    public async Task Publish_RefusedInThisProcess_IsNeverInTheStore()
    {
        await using var host = await StartAsync(_store);
        await using var local = await SubscribeAsync(host);
        await using var publisher = await host.ConnectAsync("p", connect: Connect.Lasting);
        await publisher.PublishAsync("a", "refused", MqttQos.ExactlyOnce, 9);
        (await ReadAsync(local)).Acknowledge(MqttReason.QuotaExceeded);

        Assert.Equal(MqttReason.QuotaExceeded, (await publisher.ReadAckAsync(MqttPacketType.Pubrec, 9)).Reason);
        Assert.DoesNotContain(_store.History, change => change.Key == "incoming/p/9");
    }

    [Fact]
    public async Task Killed_NotYetTakenInThisProcess_IsDeliveredWhenItIsRepeated()
    {
        GatedStore killed;
        await using (var host = await StartAsync(_store))
        {
            await using var local = await SubscribeAsync(host);
            await using var publisher = await host.ConnectAsync("p", connect: Connect.Lasting);
            await publisher.PublishAsync("a", "once", MqttQos.ExactlyOnce, 9);
            await ReadAsync(local);
            await using var other = await host.ConnectAsync("other");
            await other.PublishAsync("fence", "what came before is stored", MqttQos.AtLeastOnce, 1, retain: true);
            await other.ReadAckAsync(MqttPacketType.Puback, 1);
            killed = _store.Copy();
        }

        await using var again = await StartAsync(killed);
        await using var taking = await SubscribeAsync(again);
        await using var back = await again.ConnectAsync("p", connect: Connect.Lasting);
        await back.PublishAsync("a", "once", MqttQos.ExactlyOnce, 9, duplicate: true);
        (await ReadAsync(taking)).Acknowledge();
        Assert.Equal(MqttReason.Success, (await back.ReadAckAsync(MqttPacketType.Pubrec, 9)).Reason);
        Assert.Contains("incoming/p/9", killed.Keys);
    }

    [Fact]
    public async Task Publish_CopyCannotBeStored_IsUnknownWhenItsPublisherIsTold()
    {
        await using var host = await TestBroker.StartAsync(
            options => options.Limits.PacketSize = 2 * MoreThanABatch, new MqttBrokerHooks { SessionStore = _store });
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
        await subscriber.SubscribeAsync("a");
        await using var publisher = await host.ConnectAsync("p", connect: Connect.Lasting);
        _store.MaximumBytes = MoreThanABatch;

        // The copy is a batch of its own; the next one, of the publisher's own record, succeeds.
        await publisher.PublishAsync("a", new string('x', MoreThanABatch), MqttQos.ExactlyOnce, 9);

        Assert.Equal(MqttReason.UnspecifiedError, (await publisher.ReadAckAsync(MqttPacketType.Pubrec, 9)).Reason);
        Assert.Contains(_store.History, change => change.Key == "incoming/p/9");
        Assert.DoesNotContain("incoming/p/9", _store.Keys);
    }

    private static Task<TestBroker> StartAsync(GatedStore store) =>
        TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });

    private static async Task<IMqttClient> SubscribeAsync(TestBroker host)
    {
        var client = host.Broker.Connect("local");
        await client.SubscribeAsync([new MqttSubscription("a", MqttQos.ExactlyOnce)]);
        return client;
    }

    private static async Task<MqttDelivery> ReadAsync(IMqttClient client) =>
        await client.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RawClient.Patience);
}
