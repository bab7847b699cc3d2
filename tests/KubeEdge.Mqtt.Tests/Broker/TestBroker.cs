using System.Net;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>A broker on a free loopback port, on a clock that the test moves.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private TestBroker(MqttBroker broker, ManualTimeProvider clock)
    {
        Broker = broker;
        Clock = clock;
    }

    public MqttBroker Broker { get; }

    public ManualTimeProvider Clock { get; }

    public int Port => Broker.Endpoints[0].Address.Port;

    public static async Task<TestBroker> StartAsync(
        Action<MqttBrokerOptions>? configure = null, MqttBrokerHooks? hooks = null, ManualTimeProvider? clock = null)
    {
        clock ??= new ManualTimeProvider();
        var options = new MqttBrokerOptions { SystemTopicInterval = TimeSpan.Zero };
        options.Endpoints.Add(new MqttEndpointOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) });
        configure?.Invoke(options);
        var broker = new MqttBroker(options, hooks, clock);
        await broker.StartAsync(TestContext.Current.CancellationToken);
        return new TestBroker(broker, clock);
    }

    /// <summary>A client that has sent nothing.</summary>
    public Task<RawClient> DialAsync() => RawClient.DialAsync(Port);

    /// <summary>A client whose CONNECT was accepted.</summary>
    public async Task<RawClient> ConnectAsync(string clientId = "c", MqttVersion version = MqttVersion.V5, Connect? connect = null)
    {
        var client = await DialAsync();
        await client.ConnectAsync(clientId, version, connect ?? new Connect());
        return client;
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}
