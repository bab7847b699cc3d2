using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What waits for one member of a shared subscription goes to another one when the session of the first ends.</summary>
public sealed class StoredShareTests
{
    private readonly GatedStore _store = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndOfASession_UnsentMessages_AreStoredForAnotherMemberBeforeTheyAreRemoved(bool cleanStart)
    {
        await using var host = await StartAsync(_store);
        await QueueAsync(host);

        if (cleanStart)
        {
            await using var back = await host.ConnectAsync("old", connect: new Connect());
        }
        else
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
        }

        await using var other = await host.ConnectAsync("other", connect: Connect.Lasting);
        await other.ReadPublishAsync("1");
        await other.ReadPublishAsync("2");
        await StoredAsync(other);
        var history = _store.History;
        foreach (var id in (int[])[1, 2])
        {
            var kept = history.Index().First(change => change.Item.Key == $"message/other/{id}").Index;
            var removed = history.Index().First(change => change.Item.Key == $"message/old/{id}" && change.Item.Value is null).Index;
            Assert.InRange(kept, 0, removed);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndOfASession_AfterARestart_UnsentMessagesGoToAnotherMember(bool cleanStart)
    {
        await using (var host = await StartAsync(_store))
        {
            await QueueAsync(host);
        }

        var clock = new Testing.ManualTimeProvider();
        clock.Advance(cleanStart ? TimeSpan.Zero : TimeSpan.FromHours(1));
        await using var again = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = _store.Copy() }, clock: clock);
        if (cleanStart)
        {
            await using var back = await again.ConnectAsync("old", connect: new Connect());
        }

        clock.Advance(TimeSpan.Zero);
        await using var other = await again.ConnectAsync("other", connect: Connect.Lasting);
        var first = await other.ReadPublishAsync("1");
        Assert.False(first.Duplicate);
        Assert.Empty(first.Message.Properties?.SubscriptionIdentifiers ?? []);
        await other.ReadPublishAsync("2");
    }

    private static Task<TestBroker> StartAsync(GatedStore store) =>
        TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });

    // Two messages for the one member that there was; then both are away.
    private static async Task QueueAsync(TestBroker host)
    {
        await LeaveAsync(host, "old", 3600);
        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await publisher.PublishAsync("a", "2", MqttQos.AtLeastOnce, 2);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 2);
        await LeaveAsync(host, "other", 7200);
    }

    private static async Task LeaveAsync(TestBroker host, string id, uint expiry)
    {
        await using var member = await host.ConnectAsync(id, connect: Connect.Lasting with { Expiry = expiry });
        await member.SubscribeAsync(new MqttSubscription("$share/g/a", MqttQos.AtLeastOnce) { Identifier = id == "old" ? 7u : null });
        await member.DisconnectAsync();
        await member.ReadEndAsync();
    }

    // The store takes changes in order: when this one is there, so are all before it.
    private static async Task StoredAsync(RawClient client)
    {
        await client.PublishAsync("fence", "x", MqttQos.AtLeastOnce, 77, retain: true);
        await client.ReadAckAsync(MqttPacketType.Puback, 77);
    }
}
