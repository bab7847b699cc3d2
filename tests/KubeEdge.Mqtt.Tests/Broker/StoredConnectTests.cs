using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What a CONNACK says of a session is durable when it leaves.</summary>
public sealed class StoredConnectTests
{
    private readonly GatedStore _store = new();

    [Fact]
    public async Task Connect_StoreIsSlow_AnswerWaitsForTheSession()
    {
        await using var host = await StartAsync(_store);
        using var held = _store.Hold();
        await using var client = await host.DialAsync();
        var connecting = client.ConnectAsync("s", MqttVersion.V5, Connect.Lasting);

        // Nothing is stored for this one, so it waits for nobody; the other has been dealt with by then as far as it can be.
        await using var passing = await host.ConnectAsync("passing");
        await passing.PingAsync();
        Assert.False(connecting.IsCompleted);
        _store.Open();

        Assert.Equal(MqttReason.Success, (await connecting).Reason);
        Assert.Contains("session/s", _store.Keys);
    }

    [Fact]
    public async Task CleanStart_StoreIsSlow_AnswerWaitsForTheEndOfTheOldSession()
    {
        await using var host = await StartAsync(_store);
        await LeaveAsync(host);
        using var held = _store.Hold();
        await using var client = await host.DialAsync();
        var connecting = client.ConnectAsync("s", MqttVersion.V5, new Connect());
        await using var passing = await host.ConnectAsync("passing");
        await passing.PingAsync();
        Assert.False(connecting.IsCompleted);
        _store.Open();
        await connecting;

        var killed = _store.Copy();
        Assert.Empty(killed.Keys);
    }

    [Fact]
    public async Task Connect_MessagesWait_AreSentAfterTheAnswer()
    {
        await using var host = await StartAsync(_store);
        await LeaveAsync(host);
        using var held = _store.Hold();
        await using var client = await host.DialAsync();
        var connecting = client.ConnectAsync("s", MqttVersion.V5, Connect.Lasting);
        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "2", MqttQos.AtLeastOnce, 2);
        await publisher.PingAsync();
        _store.Open();

        // It reads the CONNACK, and nothing before it.
        Assert.True((await connecting).SessionPresent);
        await client.ReadPublishAsync("1");
        await client.ReadPublishAsync("2");
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Connect_StoreFails_IsRefusedAndLeavesNoSession(MqttVersion version)
    {
        await using var host = await StartAsync(_store);
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone");
        _store.IsBroken = true;
        var will = new MqttMessage { Topic = "gone", Payload = "w"u8.ToArray() };
        await using var client = await host.ConnectAsync("s", version, Connect.Lasting with { Will = will });
        Assert.Equal(MqttReason.ServerUnavailable, client.Connack!.Reason);
        await client.ReadEndAsync();

        _store.IsBroken = false;
        await using var again = await host.ConnectAsync("s", version, Connect.Lasting);
        Assert.Equal((MqttReason.Success, false), (again.Connack!.Reason, again.Connack.SessionPresent));
        await again.PublishAsync("gone", "no will before");
        await watcher.ReadPublishAsync("no will before");
    }

    private static Task<TestBroker> StartAsync(GatedStore store) =>
        TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });

    // A session with one message, and nothing else in the store.
    private static async Task LeaveAsync(TestBroker host)
    {
        await using (var client = await host.ConnectAsync("s", connect: Connect.Lasting))
        {
            await client.SubscribeAsync("a");
            await client.DisconnectAsync();
            await client.ReadEndAsync();
        }

        await using var publisher = await host.ConnectAsync("p");
        await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
    }
}
