using System.Threading.Channels;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A client whose broker is the test.</summary>
internal sealed class FakeClient : IMqttClient
{
    private readonly Channel<MqttDelivery> _deliveries = Channel.CreateUnbounded<MqttDelivery>();
    private readonly Channel<FakePublish> _published = Channel.CreateUnbounded<FakePublish>();
    private readonly Channel<string> _filters = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDisposed;

    public FakeClient(bool connected)
    {
        if (connected)
        {
            Connect();
        }
    }

    public string ClientId => "fake";

    public MqttConnectionState State => _isDisposed ? MqttConnectionState.Closed
        : _connected.Task.IsCompleted ? MqttConnectionState.Connected : MqttConnectionState.Disconnected;

    public MqttFailure? LastFailure { get; set; }

    public ChannelReader<MqttDelivery> Deliveries => _deliveries.Reader;

    public bool IsDisposed => _isDisposed;

    /// <summary>Whether publishes are answered by the test; otherwise at once.</summary>
    public bool HoldPublishes { get; set; }

    /// <summary>Whether it is full of what its broker did not acknowledge.</summary>
    public bool IsFull { get; set; }

    /// <summary>Completes when a message was not taken because of that.</summary>
    public Task Refused => _refused.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>A filter with <c>+</c> before it when subscribed, with <c>-</c> when not any more.</summary>
    public ChannelReader<string> Filters => _filters.Reader;

    public void Connect() => _connected.TrySetResult();

    public void Disconnect() => _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Delivers a message; the task tells how it was acknowledged.</summary>
    public Task<MqttReason> Deliver(string topic, ReadOnlyMemory<byte> payload, MqttQos qos = MqttQos.AtLeastOnce)
    {
        var acknowledged = new TaskCompletionSource<MqttReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new MqttMessage { Topic = topic, Payload = payload, Qos = qos };
        Assert.True(_deliveries.Writer.TryWrite(new MqttDelivery(message, (_, reason) => acknowledged.SetResult(reason))));
        return acknowledged.Task;
    }

    public Task<FakePublish> PublishedAsync() => _published.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool TryPublished(out FakePublish? publish) => _published.Reader.TryRead(out publish);

    public Task<string> FilterAsync() => _filters.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken = default)
    {
        Assert.Equal(MqttConnectionState.Connected, state);
        await _connected.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        if (State != MqttConnectionState.Connected)
        {
            return new MqttPublishResult(MqttPublishStatus.NotConnected);
        }

        if (IsFull)
        {
            _refused.TrySetResult();
            return new MqttPublishResult(MqttPublishStatus.QueueFull, MqttReason.QuotaExceeded);
        }

        var publish = new FakePublish(message);
        if (!HoldPublishes)
        {
            publish.Answer(MqttPublishStatus.Acknowledged);
        }

        _published.Writer.TryWrite(publish);
        return await publish.Answered.WaitAsync(cancellationToken);
    }

    public ValueTask<MqttSubscribeResult> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default)
    {
        foreach (var subscription in subscriptions)
        {
            _filters.Writer.TryWrite("+" + subscription.Filter);
        }

        return new(new MqttSubscribeResult(MqttRequestStatus.Answered, [.. subscriptions.Select(_ => MqttReason.GrantedQos1)]));
    }

    public ValueTask<MqttUnsubscribeResult> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken = default)
    {
        foreach (var filter in filters)
        {
            _filters.Writer.TryWrite("-" + filter);
        }

        return new(State == MqttConnectionState.Connected
            ? new MqttUnsubscribeResult(MqttRequestStatus.Answered, [.. filters.Select(_ => MqttReason.Success)])
            : new MqttUnsubscribeResult(MqttRequestStatus.Kept, []));
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }
}
