using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.EventBus.Sessions;
using KubeEdge.EventBus.Topics;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The broker inside this process. The connections of this node to it need no network.</summary>
internal sealed partial class InternalBroker(
    EventBusOptions bus,
    BrokerRecords records,
    IMqttAuthenticator? authenticator,
    TimeProvider timeProvider,
    ILoggerFactory loggers,
    IMeterFactory? meters) : IBroker
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly InternalBrokerOptions _options = bus.Internal;
    private readonly ILogger _logger = loggers.CreateLogger<InternalBroker>();
    private readonly ListenerGate _gate = new();
    private readonly TaskCompletionSource<MqttBroker> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "internal";

    public Uri Server => _started.Task is { IsCompletedSuccessfully: true, Result.Endpoints: [{ } bound] }
        ? new Uri($"{(bound.IsEncrypted ? "ssl" : "tcp")}://{bound.Address}")
        : _options.Server;

    public MqttQos Qos => _options.Qos;

    public bool Retain => _options.Retain;

    public bool IsInProcess => true;

    public string? Fault { get; private set; } = "it has not started yet";

    public string? Remedy { get; private set; }

    /// <summary>Where a broker with this address listens.</summary>
    public static IPEndPoint AddressOf(Uri server) => new(
        IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) ? address : Dns.GetHostAddresses(server.Host)[0],
        server.IsDefaultPort ? 1884 : server.Port);

    public async ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping)
    {
        var broker = await _started.Task.WaitAsync(stopping).ConfigureAwait(false);
        return broker.Connect(duty == LaneDuty.Devices ? "kubeedge-devices" : "kubeedge-data");
    }

    public Task OutdatedAsync(LaneDuty duty, IMqttClient client, CancellationToken ended) =>
        Task.Delay(Timeout.InfiniteTimeSpan, ended);

    public void Hears(LaneDuty duty, bool isSubscribed) => _gate.Set(duty, isSubscribed);

    /// <summary>
    /// Listens as soon as it can: a port becomes free, a name resolves, a file is complete, and none of it needs a restart. The original
    /// ends the process.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!_started.Task.IsCompleted)
        {
            try
            {
                await StartAsync(stopping).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                if (Fault != fault.Message)
                {
                    Log.CannotListen(_logger, _options.Server, fault.Message, _pause.TotalSeconds);
                }

                (Fault, Remedy) = (fault.Message, ListenerRemedy.For(fault, _options));
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

    private async Task StartAsync(CancellationToken stopping)
    {
        var broker = Make();
        try
        {
            await broker.StartAsync(stopping).ConfigureAwait(false);
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        (Fault, Remedy) = (null, null);
        _started.SetResult(broker);
    }

    private MqttBroker Make()
    {
        var settings = new MqttBrokerOptions { Limits = { QueuedMessages = _options.SessionQueueSize } };

        // The limit is for every client, and the connection for rule data needs all that the cloud may ask for.
        settings.Limits.SubscriptionsPerClient = Math.Max(
            settings.Limits.SubscriptionsPerClient, bus.MaximumSubscriptions + TopicNames.ForCloud.Count);
        settings.Endpoints.Add(new MqttEndpointOptions { Address = AddressOf(_options.Server), Tls = ListenerTls.Make(_options) });
        var hooks = new MqttBrokerHooks { Authenticator = authenticator, Authorizer = _gate, SessionStore = records };
        return new MqttBroker(settings, hooks, timeProvider, loggers, meters);
    }
}
