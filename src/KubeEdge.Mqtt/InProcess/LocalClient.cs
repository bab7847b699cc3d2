using System.Threading.Channels;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.InProcess;

/// <summary>A client in the broker's process: no connection, no packets; a payload passes as the bytes it is.</summary>
internal sealed partial class LocalClient : Subscriber, IMqttClient
{
    private readonly Lock _lock = new();
    private readonly LocalClients _owner;
    private readonly SessionContext _context;
    private readonly Channel<MqttDelivery> _deliveries;
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly HashSet<PendingAnswer> _unacknowledged = [];
    private readonly ITimer _deadline;
    private volatile bool _isStuck;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LocalClient(string clientId, SessionContext context, LocalClients owner)
    {
        ClientId = clientId;
        _owner = owner;
        _context = context;
        _deadline = context.Time.CreateTimer(
            static state => ((LocalClient?)state)?.GiveUpLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _deliveries = Channel.CreateBounded<MqttDelivery>(new BoundedChannelOptions(context.Limits.InProcessQueue)
        {
            FullMode = BoundedChannelFullMode.Wait,
        });
    }

    /// <inheritdoc cref="IMqttClient.ClientId"/>
    public override string ClientId { get; }

    public override bool IsConnected => !_closed.Task.IsCompleted;

    /// <inheritdoc/>
    public MqttConnectionState State => IsConnected ? MqttConnectionState.Connected : MqttConnectionState.Closed;

    /// <inheritdoc/>
    public MqttFailure? LastFailure => null;

    /// <inheritdoc/>
    public ChannelReader<MqttDelivery> Deliveries => _deliveries.Reader;

    /// <inheritdoc/>
    public async Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken = default)
    {
        if (State == state)
        {
            return;
        }

        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(state != MqttConnectionState.Closed, this);
    }

    /// <inheritdoc/>
    public async ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!IsConnected)
        {
            return new MqttPublishResult(MqttPublishStatus.Closed);
        }

        if (TopicNames.FindFault(message.Topic) is not null || TopicFilter.CountLevels(message.Topic) > _context.Limits.TopicLevels)
        {
            return new MqttPublishResult(MqttPublishStatus.Refused, MqttReason.TopicNameInvalid);
        }

        if (message.Payload.Length > _context.Limits.PacketSize)
        {
            return new MqttPublishResult(MqttPublishStatus.TooLarge, MqttReason.PacketTooLarge);
        }

        var effects = _owner.Router.Publish(new RoutedMessage(message, ClientId, _context.Time.GetUtcNow()), this);
        await effects.WaitForRoomAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (message.Qos == MqttQos.AtMostOnce)
        {
            return new MqttPublishResult(MqttPublishStatus.Sent);
        }

        try
        {
            var reason = await effects.AnswerAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new MqttPublishResult(
                reason >= MqttReason.UnspecifiedError ? MqttPublishStatus.Refused : MqttPublishStatus.Acknowledged, reason);
        }
        catch (IOException failure)
        {
            return new MqttPublishResult(MqttPublishStatus.Refused, MqttReason.UnspecifiedError, failure.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask<MqttSubscribeResult> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsConnected)
        {
            return ValueTask.FromResult(new MqttSubscribeResult(MqttRequestStatus.Closed, []));
        }

        var reasons = new MqttReason[subscriptions.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            reasons[i] = Subscribe(subscriptions[i]);
        }

        return ValueTask.FromResult(new MqttSubscribeResult(MqttRequestStatus.Answered, reasons));
    }

    /// <inheritdoc/>
    public ValueTask<MqttUnsubscribeResult> UnsubscribeAsync(
        IReadOnlyList<string> filters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsConnected)
        {
            return ValueTask.FromResult(new MqttUnsubscribeResult(MqttRequestStatus.Closed, []));
        }

        var reasons = new MqttReason[filters.Count];
        lock (_lock)
        {
            for (var i = 0; i < reasons.Length; i++)
            {
                var known = _subscriptions.Remove(filters[i], out var subscription);
                reasons[i] = known ? MqttReason.Success : MqttReason.NoSubscriptionExisted;
                if (subscription is not null)
                {
                    _context.Tree.Remove(this, subscription.Filter);
                }
            }
        }

        return ValueTask.FromResult(new MqttUnsubscribeResult(MqttRequestStatus.Answered, reasons));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends it; nothing of that waits.</summary>
    public void Close()
    {
        PendingAnswer[] unacknowledged;
        lock (_lock)
        {
            if (!_closed.TrySetResult())
            {
                return;
            }

            foreach (var subscription in _subscriptions.Values)
            {
                _context.Tree.Remove(this, subscription.Filter);
            }

            _subscriptions.Clear();
            unacknowledged = [.. _unacknowledged];
            _unacknowledged.Clear();
        }

        _deadline.Dispose();
        _owner.Remove(this);
        _deliveries.Writer.TryComplete();

        // Nobody will deal with these: their publishers must not take them for done.
        foreach (var answer in unacknowledged)
        {
            answer.TrySetResult(MqttReason.UnspecifiedError);
        }
    }
}
