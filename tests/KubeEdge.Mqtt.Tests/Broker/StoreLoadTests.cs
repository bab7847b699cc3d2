using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What gathers while the session store is busy.</summary>
public sealed class StoreLoadTests
{
    private const int Large = 1024 * 1024;
    private readonly GatedStore _store = new();

    [Fact]
    public async Task Flood_MoreThanTheStoreTakesAtOnce_FailsNobody()
    {
        _store.MaximumBytes = 10 * Large;
        await using var host = await StartAsync();
        await using var flood = host.Broker.Connect("flood");
        await using var other = await host.ConnectAsync("other");
        using var held = _store.Hold();
        for (var i = 0; i < 20; i++)
        {
            await flood.PublishAsync(Retained($"flood/{i}"));
        }

        await other.PublishAsync("a", "mine", MqttQos.AtLeastOnce, 1, retain: true);
        await other.PingAsync();
        _store.Open();

        Assert.True((await other.ReadAckAsync(MqttPacketType.Puback, 1)).Reason < MqttReason.UnspecifiedError);
        Assert.Equal(21, _store.Keys.Count);
    }

    [Fact]
    public async Task Message_ForManyLastingSessions_IsStoredForAll()
    {
        _store.MaximumBytes = 10 * Large;
        await using var host = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var subscriber = await host.ConnectAsync($"s{i}", connect: Connect.Lasting);
            await subscriber.SubscribeAsync("a");
        }

        await using var publisher = host.Broker.Connect("p");
        var result = await publisher.PublishAsync(Retained("a") with { Qos = MqttQos.AtLeastOnce, Retain = false });

        Assert.Equal(MqttPublishStatus.Acknowledged, result.Status);
        Assert.Equal(20, _store.Keys.Count(key => key.StartsWith("message/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Flood_OfMessagesThatNobodyWaitsFor_WaitsForRoom()
    {
        await using var host = await StartAsync();
        await using var flood = host.Broker.Connect("flood");
        using var held = _store.Hold();
        for (var i = 0; i < 31; i++)
        {
            Assert.True(flood.PublishAsync(Retained("state")).AsTask().IsCompletedSuccessfully);
        }

        var waiting = flood.PublishAsync(Retained("state")).AsTask();
        Assert.False(waiting.IsCompleted);
        _store.Open();

        Assert.Equal(MqttPublishStatus.Sent, (await waiting.WaitAsync(RawClient.Patience)).Status);
    }

    [Fact]
    public async Task Connect_WhileTheStoreHasNoRoom_Waits()
    {
        await using var host = await StartAsync();
        await using var flood = host.Broker.Connect("flood");
        await using var other = await host.ConnectAsync("other");
        using var held = _store.Hold();
        for (var i = 0; i < 31; i++)
        {
            Assert.True(flood.PublishAsync(Retained("state")).AsTask().IsCompletedSuccessfully);
        }

        var waiting = flood.PublishAsync(Retained("state")).AsTask();
        await using var client = await host.DialAsync();
        var connecting = client.ConnectAsync("c", MqttVersion.V5, new Connect());
        for (var i = 0; i < 100; i++)
        {
            // A broker that let it in would have answered by then.
            await other.PingAsync();
        }

        Assert.False(connecting.IsCompleted);
        _store.Open();

        Assert.Equal(MqttReason.Success, (await connecting).Reason);
        await waiting.WaitAsync(RawClient.Patience);
    }

    private static MqttMessage Retained(string topic) => new() { Topic = topic, Payload = new byte[Large], Retain = true };

    private Task<TestBroker> StartAsync() => TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = _store });
}
