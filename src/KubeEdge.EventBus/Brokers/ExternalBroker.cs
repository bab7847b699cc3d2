using System.Diagnostics.Metrics;
using System.Text;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The broker beside this process. Its sessions are kept by the broker, so nothing is lost while this process restarts.</summary>
internal sealed partial class ExternalBroker(
    ExternalBrokerOptions options, string node, TimeProvider timeProvider, ILoggerFactory loggers, IMeterFactory? meters) : IBroker
{
    // What is larger ends the connection, and comes again with the next one: far more than the store takes, which answers for it.
    private const int MostPacketBytes = 64 << 20;

    // Never, as 3.1.1 has it; brokers have a limit of their own.
    private static readonly TimeSpan _sessionExpiry = TimeSpan.FromSeconds(uint.MaxValue);

    // On this machine an attempt costs next to nothing, and devices wait; one for many nodes must not be run over when it is back.
    private static readonly TimeSpan _besideDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _farDelay = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger<ExternalBroker>();

    // By duty: each connection finds out for itself what the broker speaks.
    private readonly MqttVersion[] _versions = [options.Version, options.Version];

    public string Name => "external";

    public Uri Server => options.Server;

    /// <summary>As in the original, whatever is set for the internal broker.</summary>
    public MqttQos Qos => MqttQos.AtLeastOnce;

    public bool Retain => false;

    public bool IsInProcess => false;

    public string? Fault => null;

    public string? Remedy => null;

    public ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping) =>
        new(Start(Options(duty, IdOf(duty))));

    /// <summary>
    /// Goes back to 3.1.1 at a broker that speaks no later version. It may say so; or let the client in as one of its own version, which
    /// breaks the protocol of a later one. But a fault of a broker that did let this client in says nothing of its version.
    /// </summary>
    public async Task OutdatedAsync(LaneDuty duty, IMqttClient client, CancellationToken ended)
    {
        var accepted = client.WaitForAsync(MqttConnectionState.Connected, ended);
        while (_versions[(int)duty] == MqttVersion.V311 || !IsOutdated(client.LastFailure, accepted.IsCompleted))
        {
            await client.WaitForAsync(MqttConnectionState.Connecting, ended).ConfigureAwait(false);
            await client.WaitForAsync(MqttConnectionState.Disconnected, ended).ConfigureAwait(false);
        }

        Log.Older(_logger, options.Server);
        _versions[(int)duty] = MqttVersion.V311;
    }

    private static bool IsOutdated(MqttFailure? failure, bool wasAccepted) =>
        failure is { Reason: MqttReason.UnsupportedProtocolVersion } || (failure is { Kind: MqttFailureKind.ProtocolError } && !wasAccepted);

    // Its sessions listen while nobody is connected.
    public void Hears(LaneDuty duty, bool isSubscribed)
    {
    }

    /// <summary>A client that leaves nothing behind at the broker, under an id of its own.</summary>
    public IMqttClient Probe()
    {
        var probe = Options(LaneDuty.Devices, $"{IdOf(LaneDuty.Devices)}-check");
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

    private MqttClientOptions Options(LaneDuty duty, string id) => new()
    {
        Server = options.Server,
        Version = _versions[(int)duty],
        ClientId = id,
        CleanStart = false,
        SessionExpiry = _sessionExpiry,
        QueueWhileDisconnected = false,

        // Mosquitto 2.0, started again, sends all that it kept at once, whatever a client asked for: a limit would be exceeded each time
        // anew, and the same messages would come for ever. What waits here is bounded, because reading stops.
        Limits = { PacketSize = MostPacketBytes, ReceiveMaximum = ushort.MaxValue },
        UserName = options.UserName,
        Password = Password(),
        TlsOfNextConnection = () => BrokerTls.Make(options),
        MaximumReconnectDelay = options.Server.IsLoopback ? _besideDelay : _farDelay,
    };

    // The original's names with the node's in place of the time at which the process started.
    private string IdOf(LaneDuty duty) => duty == LaneDuty.Devices
        ? options.DeviceClientId ?? $"hub-client-sub-{node}"
        : options.DataClientId ?? $"hub-client-pub-{node}";

    // As in the original, never without a user.
    private ReadOnlyMemory<byte>? Password() =>
        options is { UserName: not null, Password: { } password } ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(password) : null;
}
