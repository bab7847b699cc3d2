using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Storage;

/// <summary>
/// Hands changes to the session store in the order in which they were made, one call at a time: what gathers during a call goes into the
/// next. What gathers is bounded by who waits: each publisher has a limited number of unanswered messages.
/// </summary>
internal sealed partial class StoreJournal(IMqttSessionStore? store, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _giveUp = new();
    private List<MqttStoreChange> _gathering = [];
    private TaskCompletionSource _gathered = New();
    private Task _worker = Task.CompletedTask;
    private bool _running;

    public bool IsEnabled => store is not null;

    /// <summary>Completes when the change is durable; already, without a store. Faults when it could not be stored.</summary>
    public Task Append(string key, ReadOnlyMemory<byte>? value)
    {
        if (store is null)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _gathering.Add(new MqttStoreChange(key, value));
            if (!_running)
            {
                _running = true;
                _worker = Task.Run(() => CommitAllAsync(store));
            }

            return _gathered.Task;
        }
    }

    /// <summary>Waits until everything is stored.</summary>
    /// <param name="patience">Cancelled when it is time to give up.</param>
    public async Task FlushAsync(CancellationToken patience)
    {
        Task worker;
        lock (_lock)
        {
            worker = _worker;
        }

        await using var registration = patience.UnsafeRegister(static state => (state as CancellationTokenSource)?.Cancel(), _giveUp)
            .ConfigureAwait(false);
        await worker.ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _giveUp.Cancel();
        _giveUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CommitAllAsync(IMqttSessionStore target)
    {
        var batch = new List<MqttStoreChange>();
        while (true)
        {
            TaskCompletionSource waiters;
            lock (_lock)
            {
                if (_gathering.Count == 0)
                {
                    _running = false;
                    return;
                }

                batch.Clear();
                (batch, _gathering) = (_gathering, batch);
                waiters = _gathered;
                _gathered = New();
            }

            try
            {
                await target.CommitAsync(batch, _giveUp.Token).ConfigureAwait(false);
                waiters.SetResult();
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, batch.Count);
                waiters.SetException(new IOException("The session store did not take the change.", failure));

                // Nobody has to look: a change that nobody waits for may fail unseen, it was logged.
                _ = waiters.Task.Exception;
            }
        }
    }
}
