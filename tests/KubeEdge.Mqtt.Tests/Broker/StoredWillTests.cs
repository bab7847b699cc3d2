using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>
/// A server may put off wills until after a restart (3.1.1 and 5.0, 3.1.2.5), and in 5.0 the will is a part of the session (4.1).
/// </summary>
public sealed class StoredWillTests
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);
    private readonly GatedStore _store = new();

    [Theory]
    [InlineData(MqttVersion.V311, false)]
    [InlineData(MqttVersion.V5, false)]
    [InlineData(MqttVersion.V5, true)]
    public async Task Killed_ClientWasConnected_WillIsPublishedAfterTheRestart(MqttVersion version, bool lasting)
    {
        var killed = await KilledAsync(new Connect { CleanStart = !lasting, Expiry = lasting ? 3600 : null, Will = Will() }, version);
        Assert.Single(Wills(killed));

        await using var host = await StartAsync(killed);
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone");
        host.Clock.Advance(_grace);

        var will = await watcher.ReadPublishAsync("w");
        Assert.Equal(version == MqttVersion.V5 ? "text/plain" : null, will.Message.Properties?.ContentType);
        Assert.Equal(version == MqttVersion.V5 ? 90u : null, will.Message.Properties?.MessageExpiry);
        await StoredAsync(watcher, () => Wills(killed).Length == 0);
    }

    [Fact]
    public async Task Stopped_ClientWasConnected_WillIsPublishedAfterTheRestart()
    {
        await using (var host = await StartAsync(_store))
        {
            var client = await host.ConnectAsync("w", connect: new Connect { Will = Will() });
            await using var watcher = await host.ConnectAsync("watcher", connect: Connect.Lasting);
            await watcher.SubscribeAsync("gone");
            await host.DisposeAsync();
            await client.DisposeAsync();
        }

        await using var again = await StartAsync(_store);
        again.Clock.Advance(_grace);
        await using var back = await again.ConnectAsync("watcher", connect: Connect.Lasting);
        await back.ReadPublishAsync("w");
    }

    [Fact]
    public async Task Killed_DelayHasBegun_WillIsPublishedWhenItIsOver()
    {
        GatedStore killed;
        await using (var host = await StartAsync(_store))
        {
            await using var client = await host.ConnectAsync("w", connect: Connect.Lasting with { Will = Will(), WillDelay = 100 });
            await client.DisconnectAsync(MqttReason.DisconnectWithWillMessage);
            await client.ReadEndAsync();
            await using var watcher = await host.ConnectAsync("watcher", connect: Connect.Lasting);
            await watcher.SubscribeAsync("gone");
            await StoredAsync(watcher, () => _store.TextOf(Wills(_store).Single()).Contains("due", StringComparison.Ordinal));
            killed = _store.Copy();
        }

        var clock = new Testing.ManualTimeProvider();
        clock.Advance(TimeSpan.FromSeconds(60));
        await using var again = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = killed }, clock: clock);
        await using var back = await again.ConnectAsync("watcher", connect: Connect.Lasting);
        clock.Advance(TimeSpan.FromSeconds(39));
        await back.PublishAsync("gone", "not yet");
        await back.ReadPublishAsync("not yet");
        clock.Advance(TimeSpan.FromSeconds(1));
        await back.ReadPublishAsync("w");
    }

    [Fact]
    public async Task Killed_ClientIsBackBeforeTheDelay_WillIsNotPublished()
    {
        var killed = await KilledAsync(Connect.Lasting with { Will = Will(), WillDelay = 60 });

        await using var host = await StartAsync(killed);
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone");
        await using var back = await host.ConnectAsync("w", connect: Connect.Lasting);
        Assert.True(back.Connack!.SessionPresent);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await watcher.PublishAsync("gone", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
        await StoredAsync(watcher);
        Assert.Empty(Wills(killed));
    }

    [Fact]
    public async Task Disconnected_InOrder_LeavesNoWillInTheStore()
    {
        await using var host = await StartAsync(_store);
        await using var client = await host.ConnectAsync("w", connect: new Connect { Will = Will() });
        await StoredAsync(client);
        Assert.Single(Wills(_store));

        await client.DisconnectAsync();
        await client.ReadEndAsync();
        await using var other = await host.ConnectAsync("other");
        await StoredAsync(other, () => Wills(_store).Length == 0);
    }

    [Fact]
    public async Task Start_WillThatMakesNoSense_IsRemoved()
    {
        _store.Put("will/broken", "{"u8.ToArray());
        _store.Put("will/empty", """{"clientId":"empty","message":""}"""u8.ToArray());
        await using var host = await StartAsync(_store);
        await using var client = await host.ConnectAsync("c");
        await StoredAsync(client);

        Assert.Empty(Wills(_store));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 60)]
    [InlineData(true, 0)]
    public async Task Killed_ClientIsBackInTheGrace_WillIsNotPublished(bool lasting, uint delay)
    {
        var connect = lasting ? Connect.Lasting : new Connect();
        var killed = await KilledAsync(connect with { Will = Will(), WillDelay = delay });

        await using var host = await StartAsync(killed);
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone");
        await using var back = await host.ConnectAsync("w", connect: connect);
        await StoredAsync(back);

        host.Clock.Advance(_grace);
        await back.PublishAsync("gone", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
        Assert.Empty(Wills(killed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_WillIsNotYetLetPass_StaysInTheStoreUntilItIs(bool isBack)
    {
        var gate = new HeldAuthorizer("gone");
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = _store, Authorizer = gate });
        await using var watcher = await host.ConnectAsync("watcher", connect: Connect.Lasting);
        await watcher.SubscribeAsync("gone");
        await (await host.ConnectAsync("w", connect: new Connect { Will = Will() })).DisposeAsync();
        await gate.Asked;
        await using var back = isBack ? await host.ConnectAsync("w", connect: new Connect { Will = Will() }) : null;
        await StoredAsync(watcher);
        var killed = _store.Copy();
        gate.Open();
        await watcher.ReadPublishAsync("w");
        await StoredAsync(watcher, () => Wills(_store).Length == (isBack ? 1 : 0));

        await using var again = await StartAsync(killed);
        again.Clock.Advance(_grace);
        await using var watching = await again.ConnectAsync("watcher", connect: Connect.Lasting);
        await watching.ReadPublishAsync("w");
    }

    [Fact]
    public async Task Stopped_WillIsNotYetLetPass_IsPublishedAfterTheRestart()
    {
        var gate = new HeldAuthorizer("gone");
        await using (var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = _store, Authorizer = gate }))
        {
            await (await host.ConnectAsync("w", connect: new Connect { Will = Will() })).DisposeAsync();
            await gate.Asked;
        }

        gate.Open();
        Assert.Single(Wills(_store));
    }

    [Fact]
    public async Task Lost_WillIsRetained_ItsRecordGoesWhenTheMessageIsDurable()
    {
        await using var host = await StartAsync(_store);
        var client = await host.ConnectAsync("w", connect: new Connect { Will = Will() with { Retain = true } });
        await using var watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone", MqttQos.AtMostOnce);
        await StoredAsync(watcher);
        using var held = _store.Hold();
        await client.DisposeAsync();
        await watcher.ReadPublishAsync("w");
        Assert.Single(Wills(_store));
        _store.Open();

        await StoredAsync(watcher, () => Wills(_store).Length == 0);
        Assert.Contains("retained/gone", _store.Keys);
    }

    private static string[] Wills(GatedStore store) =>
        [.. store.Keys.Where(key => key.StartsWith("will/", StringComparison.Ordinal))];

    private static MqttMessage Will() => new()
    {
        Topic = "gone",
        Payload = "w"u8.ToArray(),
        Qos = MqttQos.AtLeastOnce,
        Properties = new MqttMessageProperties { ContentType = "text/plain", MessageExpiry = 90 },
    };

    private static Task<TestBroker> StartAsync(GatedStore store) =>
        TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });

    // The store takes changes in order: when this one is there, so are all before it.
    private static async Task StoredAsync(RawClient client)
    {
        await client.PublishAsync("fence", "x", MqttQos.AtLeastOnce, 77, retain: true);
        await client.ReadAckAsync(MqttPacketType.Puback, 77);
    }

    private static async Task StoredAsync(RawClient client, Func<bool> isThere)
    {
        using var limit = new CancellationTokenSource(RawClient.Patience);
        do
        {
            Assert.False(limit.IsCancellationRequested);
            await StoredAsync(client);
        }
        while (!isThere());
    }

    private async Task<GatedStore> KilledAsync(Connect connect, MqttVersion version = MqttVersion.V5)
    {
        await using var host = await StartAsync(_store);
        await using var client = await host.ConnectAsync("w", version, connect);
        await StoredAsync(client);
        return _store.Copy();
    }
}
