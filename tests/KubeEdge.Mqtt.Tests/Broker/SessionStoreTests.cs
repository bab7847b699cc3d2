using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Acknowledged is stored. A copy of the store at any moment is what a kill leaves.</summary>
public sealed class SessionStoreTests
{
    private readonly GatedStore _store = new();

    [Fact]
    public async Task Publish_StoreIsSlow_AnswerWaitsAndOthersDoNot()
    {
        await using var host = await StartAsync(_store);
        await using var publisher = await host.ConnectAsync("p");
        using var held = _store.Hold();

        await publisher.PublishAsync("a", "kept", MqttQos.AtLeastOnce, 1, retain: true);
        await publisher.PublishAsync("b", "passing", MqttQos.AtLeastOnce, 2);
        await publisher.PingAsync();
        _store.Open();

        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 2);
        Assert.Contains("retained/a", _store.Keys);
    }

    [Fact]
    public async Task Publish_StoreFails_IsAnsweredAsFailedAndWorksAgainLater()
    {
        await using var host = await StartAsync(_store);
        await using var publisher = await host.ConnectAsync("p");
        await using var old = await host.ConnectAsync("old", MqttVersion.V311);
        _store.IsBroken = true;

        await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1, retain: true);
        Assert.Equal(MqttReason.UnspecifiedError, (await publisher.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        await old.PublishAsync("a", "2", MqttQos.AtLeastOnce, 2, retain: true);
        await old.ReadEndAsync();

        _store.IsBroken = false;
        await publisher.PublishAsync("a", "3", MqttQos.AtLeastOnce, 3, retain: true);
        Assert.True((await publisher.ReadAckAsync(MqttPacketType.Puback, 3)).Reason < MqttReason.UnspecifiedError);
    }

    [Fact]
    public async Task Restart_AfterAKill_DeliversWhatWasAcknowledged()
    {
        var killed = await AcknowledgeAndKillAsync();

        await using var host = await StartAsync(killed);
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
        Assert.True(subscriber.Connack!.SessionPresent);
        Assert.True((await subscriber.ReadPublishAsync("1")).Duplicate);
        var second = await subscriber.ReadPublishAsync("2");
        Assert.False(second.Duplicate);
        Assert.Equal([7u], second.Message.Properties!.SubscriptionIdentifiers);
        await using var late = await host.ConnectAsync("late");
        await late.SubscribeAsync("kept");
        var kept = await late.ReadPublishAsync("retained");
        Assert.Equal("text/plain", kept.Message.Properties?.ContentType);
    }

    [Fact]
    public async Task Restart_ReleasedMessage_IsNotSentAgain()
    {
        GatedStore killed;
        ushort id;
        await using (var host = await StartAsync(_store))
        {
            await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
            await subscriber.SubscribeAsync("a");
            await using var publisher = await host.ConnectAsync("p");
            await publisher.PublishAsync("a", "once", MqttQos.ExactlyOnce, 1);
            id = (await subscriber.ReadPublishAsync("once")).Id;
            await subscriber.SendAsync(MqttPacketType.Pubrec, id);
            await subscriber.ReadAckAsync(MqttPacketType.Pubrel, id);
            killed = _store.Copy();
        }

        await using var again = await StartAsync(killed);
        await using var back = await again.ConnectAsync("s", connect: Connect.Lasting);
        await back.ReadAckAsync(MqttPacketType.Pubrel, id);
    }

    [Fact]
    public async Task Release_StoreIsSlow_LeavesWhenItIsDurable()
    {
        await using var host = await StartAsync(_store);
        await using var client = await host.ConnectAsync("c", connect: Connect.Lasting);
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
        await subscriber.SubscribeAsync("a");
        await client.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5);
        var id = (await subscriber.ReadPublishAsync("once")).Id;
        await client.ReadAckAsync(MqttPacketType.Pubrec, 5);

        using var held = _store.Hold();
        await client.SendAsync(MqttPacketType.Pubrel, 5);
        await client.PingAsync();
        await subscriber.SendAsync(MqttPacketType.Pubrec, id);
        await subscriber.PingAsync();
        Assert.Contains("incoming/c/5", _store.Keys);
        _store.Open();

        await client.ReadAckAsync(MqttPacketType.Pubcomp, 5);
        Assert.DoesNotContain("incoming/c/5", _store.Keys);
        await subscriber.ReadAckAsync(MqttPacketType.Pubrel, id);
    }

    [Fact]
    public async Task Release_StoreFails_EndsTheConnectionAndIsRepeated()
    {
        await using var host = await StartAsync(_store);
        await using (var client = await host.ConnectAsync("c", connect: Connect.Lasting))
        {
            await client.PublishAsync("a", "once", MqttQos.ExactlyOnce, 5);
            await client.ReadAckAsync(MqttPacketType.Pubrec, 5);
            _store.IsBroken = true;
            await client.SendAsync(MqttPacketType.Pubrel, 5);
            await client.ReadEndAsync(MqttReason.UnspecifiedError);
        }

        _store.IsBroken = false;
        await using var back = await host.ConnectAsync("c", connect: Connect.Lasting);
        await back.SendAsync(MqttPacketType.Pubrel, 5);
        Assert.Equal(MqttReason.Success, (await back.ReadAckAsync(MqttPacketType.Pubcomp, 5)).Reason);
    }

    [Fact]
    public async Task Restart_RepeatedQos2Message_IsKnown()
    {
        GatedStore killed;
        await using (var host = await StartAsync(_store))
        {
            await using var publisher = await host.ConnectAsync("p", connect: Connect.Lasting);
            await publisher.PublishAsync("a", "once", MqttQos.ExactlyOnce, 9);
            await publisher.ReadAckAsync(MqttPacketType.Pubrec, 9);
            killed = _store.Copy();
        }

        await using var again = await StartAsync(killed);
        await using var watcher = await again.ConnectAsync("w");
        await watcher.SubscribeAsync("#", MqttQos.AtMostOnce);
        await using var back = await again.ConnectAsync("p", connect: Connect.Lasting);
        await back.PublishAsync("a", "once", MqttQos.ExactlyOnce, 9, duplicate: true);
        await back.ReadAckAsync(MqttPacketType.Pubrec, 9);
        await back.SendAsync(MqttPacketType.Pubrel, 9);
        await back.ReadAckAsync(MqttPacketType.Pubcomp, 9);
        await back.PublishAsync("a", "nothing before");
        await watcher.ReadPublishAsync("nothing before");
    }

    [Fact]
    public async Task Restart_SessionThatExpiredMeanwhile_IsRemoved()
    {
        var killed = await AcknowledgeAndKillAsync();
        var clock = new Testing.ManualTimeProvider();
        clock.Advance(TimeSpan.FromHours(1));

        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = killed }, clock: clock);
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);

        Assert.False(subscriber.Connack!.SessionPresent);
    }

    [Fact]
    public async Task Start_RecordsThatMakeNoSense_AreRemoved()
    {
        var store = await AcknowledgeAndKillAsync();
        store.Put("retained/broken", [1, 2, 3]);
        store.Put("session/broken", "{"u8.ToArray());
        store.Put("session/broken-too", """{"clientId":"broken-too","expirySeconds":60}"""u8.ToArray());
        store.Put("message/s/77", [1]);
        store.Put("message/nobody/1", []);
        store.Put("incoming/nobody/1", []);
        store.Put("unknown", []);

        await using var host = await StartAsync(store);
        await using var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting);
        Assert.True(subscriber.Connack!.SessionPresent);
        await subscriber.ReadPublishAsync("1");
        await subscriber.PublishAsync("x", "y", MqttQos.AtLeastOnce, 1, retain: true);
        await subscriber.ReadPublishAsync("2");
        await subscriber.ReadAckAsync(MqttPacketType.Puback, 1);
        Assert.DoesNotContain(store.Keys, key => key.Contains("broken", StringComparison.Ordinal) || key is "unknown" or "message/s/77");
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    public async Task Start_ExpiryThatIsNone_KeepsNobodyFromConnecting(string seconds)
    {
        _store.Put("session/s", System.Text.Encoding.UTF8.GetBytes($$"""{"clientId":"s","expirySeconds":{{seconds}},"subscriptions":[]}"""));

        await using var host = await StartAsync(_store);
        await using var client = await host.ConnectAsync("s", connect: Connect.Lasting);

        Assert.Equal(MqttReason.Success, client.Connack!.Reason);
    }

    [Fact]
    public async Task EndOfASession_LeavesNothingInTheStore()
    {
        var store = await AcknowledgeAndKillAsync();
        await using var host = await StartAsync(store);
        Assert.Contains("session/s", store.Keys);

        await using var subscriber = await host.ConnectAsync("s", connect: new Connect());
        await subscriber.PublishAsync("a", "in order with what follows", MqttQos.ExactlyOnce, 1);
        await subscriber.PublishAsync("kept", "", MqttQos.AtLeastOnce, 2, retain: true);
        await subscriber.ReadAckAsync(MqttPacketType.Pubrec, 1);
        await subscriber.ReadAckAsync(MqttPacketType.Puback, 2);

        Assert.Empty(store.Keys);
    }

    private static Task<TestBroker> StartAsync(GatedStore store) =>
        TestBroker.StartAsync(hooks: new MqttBrokerHooks { SessionStore = store });

    // A session with two messages, one of them sent, and a retained message.
    private async Task<GatedStore> AcknowledgeAndKillAsync()
    {
        await using var host = await StartAsync(_store);
        await using var publisher = await host.ConnectAsync("p");
        await using (var subscriber = await host.ConnectAsync("s", connect: Connect.Lasting))
        {
            await subscriber.SubscribeAsync(new MqttSubscription("a", MqttQos.AtLeastOnce) { Identifier = 7 });
            await publisher.PublishAsync("a", "1", MqttQos.AtLeastOnce, 1);
            await subscriber.ReadPublishAsync("1");
            await subscriber.DisconnectAsync();
            await subscriber.ReadEndAsync();
        }

        await publisher.PublishAsync("a", "2", MqttQos.ExactlyOnce, 2);
        await publisher.PublishAsync(
            "kept", "retained", MqttQos.AtLeastOnce, 3, retain: true, properties: new MqttMessageProperties { ContentType = "text/plain" });
        await publisher.ReadAckAsync(MqttPacketType.Puback, 1);
        await publisher.ReadAckAsync(MqttPacketType.Pubrec, 2);
        await publisher.ReadAckAsync(MqttPacketType.Puback, 3);
        return _store.Copy();
    }
}
