using KubeEdge.EventBus.Diagnostics;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Publishing;

/// <summary>
/// Publishes what modules of this node and the cloud say, over one connection to one broker. Messages leave in the order in which they were
/// posted, many of them under way at a time; a broker that is away or does not acknowledge keeps nobody else waiting.
/// </summary>
internal sealed partial class Publisher(
    string broker, PublishingOptions options, EventBusMetrics metrics, TimeProvider timeProvider, ILogger<Publisher> logger)
{
    private const int MostUnderWay = 64;

    private readonly OutgoingQueue _queue = new(options);

    /// <summary>How many messages wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Takes a message over; never waits.</summary>
    public void Post(MqttMessage message) => Drop(_queue.Add(message));

    /// <summary>
    /// Publishes over a client until the connection is given up, or until the client is full of what its broker never acknowledged: then
    /// only a new one helps. What was not published by then waits for the next one.
    /// </summary>
    public async Task RunAsync(IMqttClient client, CancellationToken ended)
    {
        var underWay = new Queue<UnderWay>(MostUnderWay);
        try
        {
            while (!ended.IsCancellationRequested)
            {
                await client.WaitForAsync(MqttConnectionState.Connected, ended).ConfigureAwait(false);
                var isOfUse = await PublishAsync(client, underWay, ended).ConfigureAwait(false);
                await PutBackAsync(underWay).ConfigureAwait(false);
                if (!isOfUse)
                {
                    Log.Full(logger, broker);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            await PutBackAsync(underWay).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes until the client did not take a message.</summary>
    /// <returns>False when it was full, and the broker answered nothing meanwhile.</returns>
    private async Task<bool> PublishAsync(IMqttClient client, Queue<UnderWay> underWay, CancellationToken ended)
    {
        var (takes, answers) = (true, false);
        while (true)
        {
            var added = _queue.Added.Next;
            takes = takes && Fill(client, underWay, ended);

            if (!underWay.TryPeek(out var oldest))
            {
                await added.WaitAsync(ended).ConfigureAwait(false);
                continue;
            }

            if (!oldest.Outcome.IsCompleted)
            {
                await Task.WhenAny(oldest.Outcome, takes && underWay.Count < MostUnderWay ? added : oldest.Outcome).ConfigureAwait(false);
            }

            while (underWay.TryPeek(out oldest) && oldest.Outcome.IsCompleted)
            {
                var outcome = await oldest.Outcome.ConfigureAwait(false);
                if (outcome is PublishOutcome.Waits or PublishOutcome.Full)
                {
                    return outcome == PublishOutcome.Waits || answers;
                }

                answers |= outcome != PublishOutcome.Unacknowledged;
                metrics.Published(broker, outcome, 1);
                underWay.Dequeue();
            }
        }
    }

    /// <summary>Hands over as many as may be under way.</summary>
    /// <returns>False when the client did not take one: then none may go after it, so that none overtakes it.</returns>
    private bool Fill(IMqttClient client, Queue<UnderWay> underWay, CancellationToken ended)
    {
        while (underWay.Count < MostUnderWay && _queue.TryTake(out var next))
        {
            var outcome = PublishAsync(client, next, ended);
            underWay.Enqueue(new UnderWay(next, outcome));
            if (outcome is { IsCompletedSuccessfully: true, Result: PublishOutcome.Waits or PublishOutcome.Full })
            {
                return false;
            }
        }

        return true;
    }

    private async Task<PublishOutcome> PublishAsync(IMqttClient client, MqttMessage message, CancellationToken ended)
    {
        MqttPublishResult result;
        try
        {
            var publishing = client.PublishAsync(message, ended);
            result = publishing.IsCompleted
                ? await publishing.ConfigureAwait(false)
                : await publishing.AsTask().WaitAsync(options.AcknowledgeTimeout, timeProvider, ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.Unacknowledged(logger, broker, message.Topic, options.AcknowledgeTimeout.TotalSeconds);
            return PublishOutcome.Unacknowledged;
        }
        catch (OperationCanceledException)
        {
            return PublishOutcome.Waits;
        }

        switch (result.Status)
        {
            case MqttPublishStatus.Sent or MqttPublishStatus.Acknowledged:
                return PublishOutcome.Published;
            case MqttPublishStatus.Refused or MqttPublishStatus.TooLarge:
                Log.Refused(logger, broker, message.Topic, message.Payload.Length, result.Status, result.Reason);
                return PublishOutcome.Refused;
            case MqttPublishStatus.QueueFull:
                return PublishOutcome.Full;
            default:
                return PublishOutcome.Waits;
        }
    }

    /// <summary>Everything that the broker has not got goes back to the head, in order; it may get some of it a second time.</summary>
    private async Task PutBackAsync(Queue<UnderWay> underWay)
    {
        var back = new List<MqttMessage>(underWay.Count);
        while (underWay.TryDequeue(out var oldest))
        {
            var outcome = await oldest.Outcome.ConfigureAwait(false);
            if (outcome is PublishOutcome.Waits or PublishOutcome.Full)
            {
                back.Add(oldest.Message);
            }
            else
            {
                metrics.Published(broker, outcome, 1);
            }
        }

        Drop(_queue.PutBack(back));
    }

    private void Drop(int messages)
    {
        if (messages > 0)
        {
            Log.Dropped(logger, broker, options.MaximumMessages);
            metrics.Published(broker, PublishOutcome.Dropped, messages);
        }
    }
}
