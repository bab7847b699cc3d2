using KubeEdge.EventBus.Commands;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Brokers;

/// <summary>
/// Lets nobody publish at the internal broker while one of this node's own connections does not listen: right after the start, and while one
/// is made anew. What was published then would be acknowledged, and heard by nobody.
/// </summary>
internal sealed class ListenerGate : IMqttAuthorizer
{
    private const int Everybody = 2;

    private readonly Lock _gate = new();
    private readonly HashSet<LaneDuty> _listening = [];
    private readonly Signal _opened = new();
    private volatile bool _isOpen;

    /// <summary>Says whether a connection listens.</summary>
    public void Set(LaneDuty duty, bool isListening)
    {
        lock (_gate)
        {
            _ = isListening ? _listening.Add(duty) : _listening.Remove(duty);
            _isOpen = _listening.Count == Everybody;
        }

        if (_isOpen)
        {
            _opened.Set();
        }
    }

    public ValueTask<MqttReason> AuthorizePublishAsync(MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken) =>
        _isOpen ? new(MqttReason.Success) : WaitAsync(cancellationToken);

    public ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken) => new(MqttReason.Success);

    private async ValueTask<MqttReason> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var opened = _opened.Next;
            if (_isOpen)
            {
                return MqttReason.Success;
            }

            await opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
