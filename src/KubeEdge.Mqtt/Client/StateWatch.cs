namespace KubeEdge.Mqtt.Client;

/// <summary>The state of a client, and those who wait for one. Who waits misses no state, however short it lasts.</summary>
internal sealed class StateWatch
{
    private readonly Lock _lock = new();
    private readonly List<(MqttConnectionState State, TaskCompletionSource Reached)> _waiters = [];
    private volatile MqttFailure? _failure;
    private volatile MqttConnectionState _current;

    public MqttConnectionState Current => _current;

    public MqttFailure? Failure => _failure;

    public void Set(MqttConnectionState state, MqttFailure? failure)
    {
        lock (_lock)
        {
            (_failure, _current) = (failure, state);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].State == state)
                {
                    _waiters[i].Reached.TrySetResult();
                    _waiters.RemoveAt(i);
                }
                else if (state == MqttConnectionState.Closed)
                {
                    _waiters[i].Reached.TrySetException(new ObjectDisposedException(nameof(MqttClient)));
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    public async Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken)
    {
        var waiter = (State: state, Reached: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            if (_current == state)
            {
                return;
            }

            ObjectDisposedException.ThrowIf(_current == MqttConnectionState.Closed, typeof(MqttClient));
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _waiters.Remove(waiter);
            }

            throw;
        }
    }
}
