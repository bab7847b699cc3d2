using KubeEdge.EventBus.Devices;
using KubeEdge.EventBus.Publishing;
using KubeEdge.EventBus.Topics;
using KubeEdge.EventBus.Uploads;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>
/// One connection to one broker: what it delivers goes to the twins or into the store, what is posted is published. It survives the loss of
/// the connection, which the client repairs itself; a client that does not help any more is replaced.
/// </summary>
internal sealed partial class BrokerLane(
    IBroker broker,
    LaneDuty duty,
    Publisher publisher,
    SubscriptionKeeper subscriptions,
    Func<UploadWriter> uploads,
    Func<TwinSender> twins,
    TimeProvider timeProvider,
    ILogger<BrokerLane> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private volatile IMqttClient? _client;
    private volatile string? _fault;

    public LaneDuty Duty => duty;

    /// <summary>How many messages wait to be published.</summary>
    public int Waiting => publisher.Waiting;

    /// <summary>Whether the broker is there, and delivers.</summary>
    public bool IsConnected => _client is { State: MqttConnectionState.Connected } && subscriptions.IsDone;

    /// <summary>Why it is not; null when that is not known.</summary>
    public string? Fault => _client?.LastFailure?.ToString() ?? _fault;

    /// <summary>Publishes as soon as the broker takes it; never waits.</summary>
    public void Post(string topic, ReadOnlyMemory<byte> payload) => publisher.Post(
        new MqttMessage { Topic = topic, Payload = payload, Qos = broker.Qos, Retain = broker.Retain });

    /// <summary>Serves until the host stops, whatever fails meanwhile: a certificate's file that is not there yet, for one.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (_fault != fault.Message)
                {
                    Log.Failed(logger, fault, broker.Name, duty);
                }

                _fault = fault.Message;
            }

            await Task.Delay(_pause, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(CancellationToken stopping)
    {
        var client = await broker.ConnectAsync(duty, stopping).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            (_client, _fault) = (client, null);
            try
            {
                await ServeAsync(client, stopping).ConfigureAwait(false);
            }
            finally
            {
                broker.Hears(duty, isSubscribed: false);
                _client = null;
            }
        }

        if (!stopping.IsCancellationRequested)
        {
            Log.Renewed(logger, broker.Name, duty);
        }
    }

    /// <summary>Serves until the first part ends, which only one that needs a new client does.</summary>
    private async Task ServeAsync(IMqttClient client, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var (sender, writer) = (twins(), uploads());
        Task[] parts =
        [
            publisher.RunAsync(client, ended.Token),
            subscriptions.RunAsync(client, ended.Token),
            DeliverAsync(client, sender, writer, ended.Token),
            sender.AcknowledgeAsync(ended.Token),
            writer.RunAsync(ended.Token),
            broker.OutdatedAsync(duty, client, ended.Token),
        ];
        await Task.WhenAny(parts).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        foreach (var part in parts)
        {
            await Ended(part).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(IMqttClient client, TwinSender sender, UploadWriter writer, CancellationToken ended)
    {
        await foreach (var delivery in client.Deliveries.ReadAllAsync(ended).ConfigureAwait(false))
        {
            var topic = delivery.Message.Topic;
            if (!subscriptions.Wants(topic))
            {
                delivery.Acknowledge();
            }
            else if (!TopicNames.IsForTwins(topic))
            {
                await writer.WriteAsync(delivery, mayWait: !broker.IsInProcess, ended).ConfigureAwait(false);
            }
            else if (duty == LaneDuty.Devices || !TopicNames.IsSubscribedForTwins(topic))
            {
                await sender.SendAsync(delivery, ended).ConfigureAwait(false);
            }
            else
            {
                // A topic of the cloud covers this one too; the connection for devices has it.
                delivery.Acknowledge();
            }
        }
    }

    private async Task Ended(Task part)
    {
        try
        {
            await part.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        catch (Exception fault)
        {
            Log.Failed(logger, fault, broker.Name, duty);
        }
    }
}
