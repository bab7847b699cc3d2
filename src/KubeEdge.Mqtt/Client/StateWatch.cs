namespace KubeEdge.Mqtt.Client;

/// <summary>The state of a client, and those who wait for it to change.</summary>
internal sealed class StateWatch
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = New();
    private volatile MqttFailure? _failure;
    private volatile MqttConnectionState _current;

    public MqttConnectionState Current => _current;

    public MqttFailure? Failure => _failure;

    public void Set(MqttConnectionState state, MqttFailure? failure)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (_current, _failure) = (state, failure);
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    public async Task WaitForAsync(MqttConnectionState state, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_current == state)
                {
                    return;
                }

                ObjectDisposedException.ThrowIf(_current == MqttConnectionState.Closed, typeof(IMqttClient));
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
