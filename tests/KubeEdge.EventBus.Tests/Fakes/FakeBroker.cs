using System.Threading.Channels;
using KubeEdge.EventBus.Brokers;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A broker that is the test.</summary>
internal sealed class FakeBroker(string name, bool connected = true) : IBroker, IBrokerSource
{
    private readonly Channel<FakeClient> _devices = Channel.CreateUnbounded<FakeClient>();
    private readonly Channel<FakeClient> _data = Channel.CreateUnbounded<FakeClient>();

    public string Name => name;

    public Uri Server { get; } = new("tcp://127.0.0.1:1");

    public MqttQos Qos { get; set; } = MqttQos.AtLeastOnce;

    public bool Retain { get; set; }

    public bool IsInProcess { get; init; }

    public string? Fault => null;

    public string? Remedy => null;

    /// <summary>The other broker of a node that has two; comes after this one.</summary>
    public FakeBroker? Beside { get; init; }

    /// <summary>Why no client can be made; null when one can.</summary>
    public Exception? ConnectFault { get; set; }

    public ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping)
    {
        if (ConnectFault is { } fault)
        {
            throw fault;
        }

        var client = new FakeClient(connected);
        (duty == LaneDuty.Devices ? _devices : _data).Writer.TryWrite(client);
        return new(client);
    }

    public Task OutdatedAsync(LaneDuty duty, IMqttClient client, CancellationToken ended) =>
        new TaskCompletionSource().Task.WaitAsync(ended);

    public void Hears(LaneDuty duty, bool isSubscribed)
    {
    }

    /// <summary>The next connection for devices.</summary>
    public Task<FakeClient> DevicesAsync() => _devices.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next connection for rule data.</summary>
    public Task<FakeClient> DataAsync() => _data.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task RunAsync(CancellationToken stopping) => Task.CompletedTask;

    public IReadOnlyList<IBroker> Make() => Beside is null ? [this] : [this, Beside];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
