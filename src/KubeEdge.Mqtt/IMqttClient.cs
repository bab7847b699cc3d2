using System.Threading.Channels;

namespace KubeEdge.Mqtt;

/// <summary>A client of a broker, over a network or in the same process. Its members may be called from several threads at once.</summary>
public interface IMqttClient : IAsyncDisposable
{
    /// <summary>The client identifier: the configured one, or the one that the broker assigned.</summary>
    string ClientId { get; }

    /// <summary>How it stands with the broker now.</summary>
    MqttConnectionState State { get; }

    /// <summary>Why it is not connected; null when it is, or was never tried.</summary>
    MqttFailure? LastFailure { get; }

    /// <summary>
    /// The messages that arrive, in the order of their arrival. Bounded: when it is full the client stops reading from the broker, answers
    /// to requests included. So do not wait for a publish in the loop that takes messages without a deadline. Completes when the client
    /// is closed.
    /// </summary>
    ChannelReader<MqttDelivery> Deliveries { get; }

    /// <summary>Completes when the client is in that state, also when it is already.</summary>
    /// <param name="state">The awaited state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The client is closed, so the state can never come.</exception>
    Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken = default);

    /// <summary>
    /// Publishes a message. With QoS 0 it completes when the message is taken over, with QoS 1 and 2 when the broker answered, reconnects
    /// in between included.
    /// </summary>
    /// <param name="message">What to publish.</param>
    /// <param name="cancellationToken">Ends the wait; the message is sent nevertheless.</param>
    ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Subscribes, and again whenever the broker has lost the session. A subscription to the same filter replaces the earlier one.
    /// </summary>
    /// <param name="subscriptions">At least one.</param>
    /// <param name="cancellationToken">Ends the wait; the subscriptions are kept nevertheless.</param>
    ValueTask<MqttSubscribeResult> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default);

    /// <summary>Ends subscriptions.</summary>
    /// <param name="filters">At least one.</param>
    /// <param name="cancellationToken">Ends the wait; the subscriptions are ended nevertheless.</param>
    ValueTask<MqttUnsubscribeResult> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken = default);
}
