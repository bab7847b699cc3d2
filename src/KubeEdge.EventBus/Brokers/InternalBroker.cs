using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using KubeEdge.EventBus.Sessions;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The broker inside this process. The connections of this node to it need no network.</summary>
internal sealed partial class InternalBroker : IBroker
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly InternalBrokerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly MqttBroker _broker;

    public InternalBroker(
        InternalBrokerOptions options,
        BrokerRecords records,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        IMeterFactory? meters)
    {
        (_options, _timeProvider) = (options, timeProvider);
        _logger = loggers.CreateLogger<InternalBroker>();
        var settings = new MqttBrokerOptions { Limits = { QueuedMessages = options.SessionQueueSize } };
        settings.Endpoints.Add(new MqttEndpointOptions { Address = AddressOf(options.Server) });
        _broker = new MqttBroker(settings, null, null, records, timeProvider, loggers, meters);
    }

    public string Name => "internal";

    public Uri Server => _broker.Endpoints is [{ } bound] ? new Uri($"tcp://{bound.Address}") : _options.Server;

    public MqttQos Qos => _options.Qos;

    public bool Retain => _options.Retain;

    public string? Fault { get; private set; } = "it has not started yet";

    public IMqttClient Connect(LaneDuty duty) => _broker.Connect(duty == LaneDuty.Devices ? "kubeedge-devices" : "kubeedge-data");

    /// <summary>Listens as soon as the port is free; the original ends the process when it is not.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await _broker.StartAsync(stopping).ConfigureAwait(false);
                Fault = null;
                return;
            }
            catch (SocketException fault)
            {
                if (Fault != fault.Message)
                {
                    Log.CannotListen(_logger, _options.Server, fault.Message, _pause.TotalSeconds);
                }

                Fault = fault.Message;
            }

            await Task.Delay(_pause, _timeProvider, stopping).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    /// <summary>Where a broker with this address listens.</summary>
    public static IPEndPoint AddressOf(Uri server) => new(
        IPAddress.TryParse(server.Host, out var address) ? address : Dns.GetHostAddresses(server.Host)[0],
        server.IsDefaultPort ? 1884 : server.Port);
}
