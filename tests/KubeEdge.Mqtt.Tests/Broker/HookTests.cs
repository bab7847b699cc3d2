using System.IO.Pipelines;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Connections;
using KubeEdge.Mqtt.Listening;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What the broker does with hosts that are slow, refuse or fail.</summary>
public sealed class HookTests
{
    [Fact]
    public async Task Authorizer_TakesLongerThanTheKeepAlive_TheClientIsNotSilent()
    {
        var authorizer = new HeldAuthorizer();
        await using var host = await TestBroker.StartAsync(hooks: new MqttBrokerHooks { Authorizer = authorizer });
        var answers = new Pipe();
        await using var client = new RawClient(answers.Reader.AsStream());

        // A keep-alive of 20 s, a message of QoS 1, a ping.
        var sent = PacketBytes.Hex("10 0E 0004'MQTT' 05 02 0014 00 0001'c' 32 07 0001'a' 0001 00 'x' C0 00");
        await using var network = new SentStream(sent, answers.Writer);

        // Everything is there, so it is read on this thread: on return the reader has come to its wait.
        var served = ((IConnectionHost)host.Broker).ServeAsync(network, new ConnectionPeer(null, null));
        Assert.True(authorizer.Asked.IsCompleted);

        host.Clock.Advance(TimeSpan.FromSeconds(60));
        authorizer.Open();

        await client.ReadAsync(MqttPacketType.Connack);
        await client.ReadAckAsync(MqttPacketType.Puback, 1);
        await client.ReadAsync(MqttPacketType.Pingresp);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await client.ReadEndAsync(MqttReason.KeepAliveTimeout);
        await served.WaitAsync(RawClient.Patience);
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
