using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using KubeEdge.EventBus.Sessions;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The broker inside this process. The connections of this node to it need no network.</summary>
internal sealed partial class InternalBroker(
    InternalBrokerOptions options, BrokerRecords records, TimeProvider timeProvider, ILoggerFactory loggers, IMeterFactory? meters) : IBroker
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<InternalBroker>();
    private readonly ListenerGate _gate = new();
    private readonly TaskCompletionSource<MqttBroker> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "internal";

    public Uri Server => _started.Task is { IsCompletedSuccessfully: true, Result.Endpoints: [{ } bound] }
        ? new Uri($"tcp://{bound.Address}")
        : options.Server;

    public MqttQos Qos => options.Qos;

    public bool Retain => options.Retain;

    public bool IsInProcess => true;

    public string? Fault { get; private set; } = "it has not started yet";

    /// <summary>Where a broker with this address listens.</summary>
    public static IPEndPoint AddressOf(Uri server) => new(
        IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) ? address : Dns.GetHostAddresses(server.Host)[0],
        server.IsDefaultPort ? 1884 : server.Port);

    public async ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping)
    {
        var broker = await _started.Task.WaitAsync(stopping).ConfigureAwait(false);
        return broker.Connect(duty == LaneDuty.Devices ? "kubeedge-devices" : "kubeedge-data");
    }

    public void Hears(LaneDuty duty, bool isSubscribed) => _gate.Set(duty, isSubscribed);

    /// <summary>Listens as soon as the port is free; the original ends the process when it is not.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!_started.Task.IsCompleted)
        {
            var broker = Make();
            try
            {
                await broker.StartAsync(stopping).ConfigureAwait(false);
                Fault = null;
                _started.SetResult(broker);
                return;
            }
            catch (SocketException fault)
            {
                if (Fault != fault.Message)
                {
                    Log.CannotListen(_logger, options.Server, fault.Message, _pause.TotalSeconds);
                }

                Fault = fault.Message;
                await broker.DisposeAsync().ConfigureAwait(false);
            }

            await Task.Delay(_pause, timeProvider, stopping).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.Task.IsCompletedSuccessfully)
        {
            await (await _started.Task.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private MqttBroker Make()
    {
        var settings = new MqttBrokerOptions { Limits = { QueuedMessages = options.SessionQueueSize } };
        settings.Endpoints.Add(new MqttEndpointOptions { Address = AddressOf(options.Server) });
        var hooks = new MqttBrokerHooks { Authorizer = _gate, SessionStore = records };
        return new MqttBroker(settings, hooks, timeProvider, loggers, meters);
    }
}
