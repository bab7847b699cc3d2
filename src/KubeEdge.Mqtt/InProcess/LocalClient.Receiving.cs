using System.Threading.Channels;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.InProcess;

internal sealed partial class LocalClient
{
    /// <inheritdoc/>
    public override void Offer(RoutedMessage message, DeliveryGrant grant, bool retained, ref PublishEffects effects)
    {
        if (!IsConnected || message.IsExpired(_context.Time.GetUtcNow()))
        {
            return;
        }

        var delivered = Shape(message, grant, retained);
        var answer = delivered.Qos == MqttQos.AtMostOnce ? null : Expect();
        var delivery = answer is null
            ? new MqttDelivery(delivered)
            : new MqttDelivery(delivered, Acknowledged) { Tag = answer };
        if (_deliveries.Writer.TryWrite(delivery))
        {
            _isStuck = false;
        }
        else
        {
            if (_isStuck || message.Publisher == ClientId)
            {
                // It publishes in the loop that should make room, perhaps: waiting would be for ever.
                _context.Metrics.Dropped("queue_full");
                delivery.Acknowledge(MqttReason.QuotaExceeded);
            }
            else
            {
                effects.WaitForRoom(WriteAsync(delivery));
            }
        }

        effects.Received();
        if (answer is not null)
        {
            effects.WaitForAnswer(answer.Task);
        }

        _context.Metrics.Delivered(delivered.Qos);
    }

    private MqttReason Subscribe(MqttSubscription options)
    {
        if (!TopicFilter.TryParse(options.Filter, _context.Limits.TopicLevels, out var filter) || (filter.IsShared && options.NoLocal))
        {
            return MqttReason.TopicFilterInvalid;
        }

        lock (_lock)
        {
            if (!IsConnected)
            {
                return MqttReason.UnspecifiedError;
            }

            var known = _subscriptions.ContainsKey(filter.Text);
            if (!known && _subscriptions.Count >= _context.Limits.SubscriptionsPerClient)
            {
                _context.Metrics.Refused("subscribe");
                return MqttReason.QuotaExceeded;
            }

            var subscription = new Subscription(this, filter, options);
            _subscriptions[filter.Text] = subscription;
            _context.Tree.Add(subscription);
            if (filter.IsShared
                || options.RetainHandling == MqttRetainHandling.DoNotSend
                || (known && options.RetainHandling == MqttRetainHandling.SendIfNew))
            {
                return (MqttReason)options.MaximumQos;
            }
        }

        // Who subscribes takes messages only afterwards, perhaps, so it does not wait for their room.
        PublishEffects effects = default;
        var grant = DeliveryGrant.Of(options);
        foreach (var message in _context.Retained.Match(filter))
        {
            Offer(message, grant, retained: true, ref effects);
        }

        return (MqttReason)options.MaximumQos;
    }

    // The message itself, unless the subscriber gets it in another way than it was published.
    private MqttMessage Shape(RoutedMessage routed, DeliveryGrant grant, bool retained)
    {
        var message = routed.Message;
        var qos = message.Qos < grant.MaximumQos ? message.Qos : grant.MaximumQos;
        var retain = retained || (grant.RetainAsPublished && message.Retain);
        var left = routed.SecondsLeft(_context.Time.GetUtcNow());
        if (qos == message.Qos && retain == message.Retain && grant.Identifiers is null && left == message.Properties?.MessageExpiry)
        {
            return message;
        }

        return message with
        {
            Qos = qos,
            Retain = retain,
            Properties = grant.Identifiers is null && message.Properties is null
                ? null
                : (message.Properties ?? new MqttMessageProperties()) with
                {
                    MessageExpiry = left,
                    SubscriptionIdentifiers = grant.Identifiers ?? [],
                },
        };
    }

    private PendingAnswer Expect()
    {
        var answer = new PendingAnswer(_context.Time.GetTimestamp());
        lock (_lock)
        {
            if (_closed.Task.IsCompleted)
            {
                answer.SetResult(MqttReason.UnspecifiedError);
            }
            else
            {
                _unacknowledged.Add(answer);
                if (_unacknowledged.Count == 1)
                {
                    _deadline.Change(_context.Limits.InProcessAnswerTimeout, Timeout.InfiniteTimeSpan);
                }
            }
        }

        return answer;
    }

    private void Acknowledged(MqttDelivery delivery, MqttReason reason)
    {
        if (delivery.Tag is PendingAnswer answer)
        {
            lock (_lock)
            {
                _unacknowledged.Remove(answer);
            }

            answer.TrySetResult(reason);
        }
    }

    // The publishers of what was not acknowledged in time are told so and send again; it may be acknowledged late all the same.
    private void GiveUpLate()
    {
        List<PendingAnswer> late = [];
        lock (_lock)
        {
            var oldest = TimeSpan.Zero;
            foreach (var answer in _unacknowledged)
            {
                var age = _context.Time.GetElapsedTime(answer.Since);
                if (age >= _context.Limits.InProcessAnswerTimeout)
                {
                    late.Add(answer);
                }
                else
                {
                    oldest = age > oldest ? age : oldest;
                }
            }

            _unacknowledged.ExceptWith(late);
            if (_unacknowledged.Count > 0)
            {
                _deadline.Change(_context.Limits.InProcessAnswerTimeout - oldest, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var answer in late)
        {
            _context.Metrics.Refused("unanswered");
            answer.TrySetResult(MqttReason.UnspecifiedError);
        }
    }

    private async Task WriteAsync(MqttDelivery delivery)
    {
        using var limit = new CancellationTokenSource(_context.Limits.InProcessAnswerTimeout, _context.Time);
        try
        {
            await _deliveries.Writer.WriteAsync(delivery, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Once it was waited for in vain, it is not waited for again before it has taken something.
            _isStuck = true;
            _context.Metrics.Dropped("queue_full");
            delivery.Acknowledge(MqttReason.QuotaExceeded);
        }
        catch (ChannelClosedException)
        {
            delivery.Acknowledge(MqttReason.UnspecifiedError);
        }
    }
}
