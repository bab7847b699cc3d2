using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Brokers;

/// <summary>
/// Lets nobody publish at the internal broker while one of this node's own connections does not listen: right after the start, and while one
/// is made anew. What was published then would be acknowledged, and heard by nobody. Who waited goes on in the order in which they came, so
/// that the will of a client's earlier connection does not come after what the client says now.
/// </summary>
internal sealed class ListenerGate : IMqttAuthorizer
{
    private const int Everybody = 2;

    private readonly Lock _gate = new();
    private readonly HashSet<LaneDuty> _listening = [];
    private readonly LinkedList<GateTurn> _waiting = [];
    private bool _isLettingIn;

    // Open, and nobody waits.
    private volatile bool _isFree;

    private bool IsOpen => _listening.Count == Everybody;

    /// <summary>Says whether a connection listens.</summary>
    public void Set(LaneDuty duty, bool isListening)
    {
        lock (_gate)
        {
            _ = isListening ? _listening.Add(duty) : _listening.Remove(duty);
            _isFree = IsOpen && _waiting.Count == 0;
            if (!IsOpen || _isFree || _isLettingIn)
            {
                return;
            }

            _isLettingIn = true;
        }

        _ = Task.Run(LetIn);
    }

    public ValueTask<MqttReason> AuthorizePublishAsync(MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken) =>
        _isFree || FindTurn(client.ClientId) is not { } turn ? new(MqttReason.Success) : WaitAsync(turn, cancellationToken);

    public ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken) => new(MqttReason.Success);

    /// <summary>A place behind those who wait; null for a client that need not.</summary>
    private GateTurn? FindTurn(string clientId)
    {
        lock (_gate)
        {
            if (IsOpen && _waiting.All(waiting => waiting.ClientId != clientId))
            {
                return null;
            }

            var turn = new GateTurn(clientId);
            _waiting.AddLast(turn);
            return turn;
        }
    }

    private async ValueTask<MqttReason> WaitAsync(GateTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Come.WaitAsync(cancellationToken).ConfigureAwait(false);
            return MqttReason.Success;
        }
        catch (OperationCanceledException)
        {
            Leave(turn);
            throw;
        }
    }

    private void LetIn()
    {
        while (Next() is { } turn)
        {
            // Whoever waits for it goes on inside this call, so that its message is out when the next one's turn comes.
            turn.Set();
            Leave(turn);
        }
    }

    private GateTurn? Next()
    {
        lock (_gate)
        {
            var next = IsOpen ? _waiting.First?.Value : null;
            _isLettingIn = next is not null;
            return next;
        }
    }

    private void Leave(GateTurn turn)
    {
        lock (_gate)
        {
            _waiting.Remove(turn);
            _isFree = IsOpen && _waiting.Count == 0;
        }
    }
}
