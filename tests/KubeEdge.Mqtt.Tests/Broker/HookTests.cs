using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What the broker does with hosts that are slow, refuse or fail.</summary>
public sealed class HookTests
{
    [Fact]
    public async Task Authorizer_TakesLongerThanTheKeepAlive_TheClientIsNotSilent()
    {
        var authorizer = new HeldAuthorizer();
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = authorizer });
        await using var client = await host.ConnectAsync(connect: new Connect { KeepAlive = 20 });
        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);
        await client.SendHexAsync("C000");
        await authorizer.Asked;

        // Nothing shows from outside that its reader has come from there to its wait; so much else is served meanwhile that it has.
        await using var other = await host.ConnectAsync("other");
        for (var i = 0; i < 200; i++)
        {
            await other.PingAsync();
        }

        host.Clock.Advance(TimeSpan.FromSeconds(60));
        authorizer.Open();

        await client.ReadAckAsync(MqttPacketType.Puback, 1);
        await client.ReadAsync(MqttPacketType.Pingresp);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await client.ReadEndAsync(MqttReason.KeepAliveTimeout);
    }

    [Fact]
    public async Task Authorizer_ForbidsAWill_ItIsNotPublished()
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new ForbiddenTopic("secret") });
        await using var watcher = host.Broker.Connect("watcher");
        await watcher.SubscribeAsync([new MqttSubscription("#")]);
        await using var first = await host.ConnectAsync("c", connect: new Connect { Will = new MqttMessage { Topic = "secret" } });

        // Each takes over from the one before, whose will is dealt with before the CONNACK.
        await using var second = await host.ConnectAsync("c", connect: new Connect { Will = new MqttMessage { Topic = "open" } });
        await using var third = await host.ConnectAsync("c");

        var delivery = await watcher.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RawClient.Patience);
        Assert.Equal("open", delivery.Message.Topic);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Authenticator_Throws_NobodyIsLetIn(MqttVersion version)
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authenticator = new BrokenHook() });

        await using var client = await host.ConnectAsync(version: version);

        Assert.Equal(MqttReason.ServerUnavailable, client.Connack!.Reason);
    }

    [Fact]
    public async Task Authorizer_Throws_NothingIsAllowedAndTheConnectionGoesOn()
    {
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = new BrokenHook() });
        await using var client = await host.ConnectAsync(connect: new Connect { Will = new MqttMessage { Topic = "will" } });

        Assert.Equal([MqttReason.UnspecifiedError], await client.SubscribeAsync("a"));
        await client.PublishAsync("a", "x", MqttQos.AtLeastOnce, 1);
        Assert.Equal(MqttReason.UnspecifiedError, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
        await using var again = await host.ConnectAsync();
        await again.PingAsync();
    }
}
