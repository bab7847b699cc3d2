using KubeEdge.Mqtt.Tests.Peers;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Client;

/// <summary>A client, a scripted broker and a clock that stands still.</summary>
internal sealed class ClientFixture : IAsyncDisposable
{
    /// <summary>A CONNACK of MQTT 5 without and with a session, and those of MQTT 3.1.1.</summary>
    public const string Accepted = "20 03 00 00 00";
    public const string Resumed = "20 03 01 00 00";
    public const string Accepted311 = "20 02 00 00";

    private static readonly double[] _delays = [0.75, 1, 2, 4, 5, 5];

    private int _passed;

    public ClientFixture(Action<MqttClientOptions>? configure = null)
    {
        var options = new MqttClientOptions { Server = Broker.Address, ClientId = "c", SessionExpiry = TimeSpan.Zero };
        options.KeepAlive = TimeSpan.Zero;
        configure?.Invoke(options);
        Client = new MqttClient(options, Clock, random: new EvenRandom());
    }

    public ScriptedBroker Broker { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public MqttClient Client { get; }

    /// <summary>Starts the client and accepts it.</summary>
    public async Task<ScriptedConnection> ConnectAsync(string connack = Accepted)
    {
        Client.Start();
        var connection = await Broker.AcceptAsync(connack);
        await Client.WaitForAsync(MqttConnectionState.Connected).Soon();
        return connection;
    }

    /// <summary>Breaks the connection and accepts the next one.</summary>
    public async Task<ScriptedConnection> ReconnectAsync(ScriptedConnection old, string connack)
    {
        old.Reset();
        await Client.WaitForAsync(MqttConnectionState.Disconnected).Soon();
        await PassDelayAsync();
        var connection = await Broker.AcceptAsync(connack);
        await Client.WaitForAsync(MqttConnectionState.Connected).Soon();
        return connection;
    }

    /// <summary>Lets the time between two attempts pass.</summary>
    public async Task PassDelayAsync()
    {
        var delay = TimeSpan.FromSeconds(_delays[_passed++]);
        await Clock.WaitForTimerAsync(delay);
        Clock.Advance(delay);
    }

    /// <summary>Ten seconds, as often as told: each time the clock of the keep-alive looks once.</summary>
    public async Task TickAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
            Clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    public async ValueTask DisposeAsync()
    {
        var closed = Client.DisposeAsync().AsTask();

        // A connection that the test does not serve any more ends by its deadlines, and those by the clock.
        while (!closed.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await closed.Soon();
        Broker.Dispose();
    }
}
