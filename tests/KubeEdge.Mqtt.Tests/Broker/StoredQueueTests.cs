using System.Text;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What waits for a client after a restart of the broker is treated as before: what it was not sent expires, and makes room.</summary>
public sealed class StoredQueueTests
{
    private static readonly MqttMessageProperties _aMinute = new() { MessageExpiry = 60 };

    private readonly ManualTimeProvider _clock = new();
    private GatedStore _store = new();

    [Fact]
    public async Task Restart_MessageOfAnAwayClient_ExpiresUnlessItWasSent()
    {
        await using (var host = await StartAsync())
        {
            await LeaveAsync(host, sent: "sent");
            await PublishAsync(host, "late");
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await using var again = await StartAsync();
        await PublishAsync(again, "new");
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);

        // It may have half of it, so the exchange is completed whatever its age.
        Assert.True((await back.ReadPublishAsync("sent")).Duplicate);
        Assert.False((await back.ReadPublishAsync("new")).Duplicate);
        await back.PingAsync();
    }

    [Fact]
    public async Task Restart_QueueIsFull_OldestUnsentMessageMakesRoom()
    {
        await using (var host = await StartAsync())
        {
            await LeaveAsync(host, sent: "sent");
            await PublishAsync(host, "1");
            await PublishAsync(host, "2");
        }

        await using var again = await StartAsync();
        await PublishAsync(again, "3");
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);

        await back.ReadPublishAsync("sent");
        await back.ReadPublishAsync("2");
        await back.ReadPublishAsync("3");
        await back.PingAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondRestart_MessageQueuedAfterTheFirst_Expires(bool isKilled)
    {
        await using (var host = await StartAsync())
        {
            await using var client = await host.ConnectAsync("s", connect: Connect.Lasting);
            await client.SubscribeAsync("a");
            for (ushort i = 1; i <= 3; i++)
            {
                await PublishAsync(host, "taken");
                await client.SendAsync(MqttPacketType.Puback, (await client.ReadPublishAsync("taken")).Id);
            }

            // Its answer waits for the store, which by then has what came before.
            await client.SubscribeAsync("b");
            if (isKilled)
            {
                _store = _store.Copy();
            }
        }

        await using (var host = await StartAsync())
        {
            await PublishAsync(host, "late");
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await using var again = await StartAsync();
        await PublishAsync(again, "new");
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);
        await back.ReadPublishAsync("new");
        await back.PingAsync();
    }

    [Fact]
    public async Task Restart_KilledWhileItWasConnected_EverythingMayHaveBeenSent()
    {
        await using (var host = await StartAsync())
        {
            await using var client = await host.ConnectAsync("s", connect: Connect.Lasting);
            await client.SubscribeAsync("a");
            await PublishAsync(host, "sent");
            _store = _store.Copy();
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await using var again = await StartAsync();
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);
        Assert.True((await back.ReadPublishAsync("sent")).Duplicate);
    }

    [Fact]
    public async Task Restart_RecordOfAnOlderRelease_EverythingMayHaveBeenSent()
    {
        await using (var host = await StartAsync())
        {
            await LeaveAsync(host, sent: "1");
            await PublishAsync(host, "2");
        }

        var record = _store.TextOf("session/s");
        Assert.Contains("\"lastSent\":1,", record, StringComparison.Ordinal);
        _store.Put("session/s", Encoding.UTF8.GetBytes(record.Replace("\"lastSent\":1,", "", StringComparison.Ordinal)));
        await using var again = await StartAsync();
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);
        Assert.True((await back.ReadPublishAsync("1")).Duplicate);
        Assert.True((await back.ReadPublishAsync("2")).Duplicate);
    }

    private Task<TestBroker> StartAsync() => TestBroker.StartAsync(
        options => options.Limits.QueuedMessages = 3, new MqttBrokerHooks { SessionStore = _store }, _clock);

    // The client gets one message, does not acknowledge it, and goes.
    private static async Task LeaveAsync(TestBroker host, string sent)
    {
        await using var client = await host.ConnectAsync("s", connect: Connect.Lasting);
        await client.SubscribeAsync("a");
        await PublishAsync(host, sent);
        await client.ReadPublishAsync(sent);
        await client.DisconnectAsync();
        await client.ReadEndAsync();
    }

    private static async Task PublishAsync(TestBroker host, string payload)
    {
        await using var publisher = host.Broker.Connect("p");
        var message = new MqttMessage
        {
            Topic = "a", Payload = Encoding.UTF8.GetBytes(payload), Qos = MqttQos.AtLeastOnce, Properties = _aMinute,
        };
        await publisher.PublishAsync(message, TestContext.Current.CancellationToken);
    }
}
