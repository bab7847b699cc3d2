namespace KubeEdge.Mqtt.Connections;

/// <summary>
/// Answers that wait for the store or for a subscriber leave in the order in which the requests came [MQTT-4.6.0-2]. Only the reader of a
/// connection adds to it.
/// </summary>
internal sealed class AnswerQueue(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<PendingAnswer> _waiting = new();
    private TaskCompletionSource? _room;
    private bool _running;

    /// <summary>Whether nothing waits, so that an answer that is ready may leave at once.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_running;
            }
        }
    }

    /// <summary>Sends the answer when it is ready and its turn has come.</summary>
    public void Add(PendingAnswer answer)
    {
        lock (_lock)
        {
            _waiting.Enqueue(answer);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        _ = SendAllAsync();
    }

    /// <summary>Completes when fewer than the limit wait.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_lock)
        {
            return _waiting.Count < limit
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private async Task SendAllAsync()
    {
        while (true)
        {
            PendingAnswer answer;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _running = false;
                    return;
                }

                answer = _waiting.Peek();
            }

            await answer.Ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            answer.Send();
            TaskCompletionSource? room;
            lock (_lock)
            {
                _waiting.Dequeue();
                room = _room;
                _room = null;
            }

            room?.SetResult();
        }
    }
}
