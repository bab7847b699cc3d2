using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;
using KubeEdge.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Brokers;

/// <summary>What can be said about brokers before the host starts: whether the port is free, whether the other one takes this node.</summary>
internal static class BrokerChecks
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    public static IEnumerable<SelfCheck> For(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EventBusOptions>>().Value;
        if (options.Mode != EventBusMode.External)
        {
            yield return new SelfCheck("port of the MQTT broker", () => PortCheck.Run(
                InternalBroker.AddressOf(options.Internal.Server), "modules.eventBus.mqttServerInternal"));
        }

        if (options.Mode != EventBusMode.Internal)
        {
            var node = services.GetRequiredService<IOptions<EdgeHubOptions>>().Value.NodeName;
            var time = services.GetRequiredService<TimeProvider>();
            var broker = new ExternalBroker(options.External, node, time, NullLoggerFactory.Instance, services.GetService<IMeterFactory>());
            yield return new SelfCheck("MQTT broker", token => ConnectAsync(broker, time, token));
        }
    }

    // A node goes on without its broker, so this is a warning.
    private static async ValueTask<CheckResult> ConnectAsync(ExternalBroker broker, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = broker.Probe();
        await using (client.ConfigureAwait(false))
        {
            try
            {
                var outdated = broker.OutdatedAsync(LaneDuty.Devices, client, cancellationToken);
                var connected = client.WaitForAsync(MqttConnectionState.Connected, cancellationToken);
                var first = await Task.WhenAny(connected, outdated).WaitAsync(_limit, time, cancellationToken).ConfigureAwait(false);
                if (first == outdated)
                {
                    await outdated.ConfigureAwait(false);
                    return await ConnectAsync(broker, time, cancellationToken).ConfigureAwait(false);
                }

                await connected.ConfigureAwait(false);
                return CheckResult.Pass($"{broker.Server} takes this node");
            }
            catch (TimeoutException)
            {
                return CheckResult.Warn(
                    $"{broker.Server} does not take this node: {client.LastFailure?.ToString() ?? "no answer"}",
                    "see that the broker runs, and that address, user and certificates are right (modules.eventBus)");
            }
        }
    }
}
