using System.Diagnostics.Metrics;
using System.Text;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The broker beside this process. Its sessions are kept by the broker, so nothing is lost while this process restarts.</summary>
internal sealed class ExternalBroker(
    ExternalBrokerOptions options, string node, TimeProvider timeProvider, ILoggerFactory loggers, IMeterFactory? meters) : IBroker
{
    // What is larger ends the connection, and comes again with the next one: far more than the store takes, which answers for it.
    private const int MostPacketBytes = 64 << 20;
    private static readonly TimeSpan _sessionExpiry = TimeSpan.FromDays(1);

    public string Name => "external";

    public Uri Server => options.Server;

    /// <summary>As in the original, whatever is set for the internal broker.</summary>
    public MqttQos Qos => MqttQos.AtLeastOnce;

    public bool Retain => false;

    public bool IsInProcess => false;

    public string? Fault => null;

    public ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping) =>
        new(Start(Options(IdOf(duty))));

    // Its sessions listen while nobody is connected.
    public void Hears(LaneDuty duty, bool isSubscribed)
    {
    }

    /// <summary>A client that leaves nothing behind at the broker, under an id of its own.</summary>
    public IMqttClient Probe()
    {
        var probe = Options($"{IdOf(LaneDuty.Devices)}-check");
        (probe.CleanStart, probe.SessionExpiry) = (true, TimeSpan.Zero);
        return Start(probe);
    }

    public Task RunAsync(CancellationToken stopping) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MqttClient Start(MqttClientOptions settings)
    {
        var client = new MqttClient(settings, timeProvider, loggers, meters);
        client.Start();
        return client;
    }

    private MqttClientOptions Options(string id) => new()
    {
        Server = options.Server,
        Version = options.Version,
        ClientId = id,
        CleanStart = false,
        SessionExpiry = _sessionExpiry,
        QueueWhileDisconnected = false,
        Limits = { PacketSize = MostPacketBytes },
        UserName = options.UserName,
        Password = Password(),
        Tls = BrokerTls.Make(options),
    };

    // The original's names with the node's in place of the time at which the process started.
    private string IdOf(LaneDuty duty) => duty == LaneDuty.Devices
        ? options.DeviceClientId ?? $"hub-client-sub-{node}"
        : options.DataClientId ?? $"hub-client-pub-{node}";

    // As in the original, never without a user.
    private ReadOnlyMemory<byte>? Password() =>
        options is { UserName: not null, Password: { } password } ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(password) : null;
}
