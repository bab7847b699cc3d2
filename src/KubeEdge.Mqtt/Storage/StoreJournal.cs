using KubeEdge.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Storage;

/// <summary>
/// Hands changes to the session store in the order in which they were made, one call at a time: what gathers during a call goes into the
/// next, as far as a batch may be that large. Who adds much waits for room before it goes on, so that what gathers is bounded too.
/// </summary>
internal sealed partial class StoreJournal(IMqttSessionStore? store, ILogger logger) : IAsyncDisposable
{
    // One store takes no batch of any size, and what one publisher floods must not fail with it what the others publish.
    private const long BatchBytes = 8 << 20;
    private const long GatheredBytes = 4 * BatchBytes;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Queue<JournalBatch> _batches = new();
    private JournalBatch? _newest;
    private long _gathered;
    private TaskCompletionSource? _room;
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

        var change = new MqttStoreChange(key, value);
        var size = JournalBatch.SizeOf(change);
        lock (_lock)
        {
            if (_newest is null || _newest.Bytes + size > BatchBytes)
            {
                _newest = new JournalBatch();
                _batches.Enqueue(_newest);
            }

            _newest.Add(change);
            _gathered += size;
            if (!_running)
            {
                _running = true;
                _worker = Task.Run(() => CommitAllAsync(store));
            }

            return _newest.Stored.Task;
        }
    }

    /// <summary>Completes when who adds changes may go on to add more.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_lock)
        {
            return _gathered < GatheredBytes
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
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

    private async Task CommitAllAsync(IMqttSessionStore target)
    {
        while (Take() is { } batch)
        {
            try
            {
                await target.CommitAsync(batch.Changes, _giveUp.Token).ConfigureAwait(false);
                batch.Stored.SetResult();
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, batch.Changes.Count);
                batch.Stored.SetException(new IOException("The session store did not take the change.", failure));

                // Nobody has to look: a change that nobody waits for may fail unseen, it was logged.
                _ = batch.Stored.Task.Exception;
            }

            Free(batch);
        }
    }

    private JournalBatch? Take()
    {
        lock (_lock)
        {
            _running = _batches.TryDequeue(out var batch);
            if (ReferenceEquals(batch, _newest))
            {
                _newest = null;
            }

            return batch;
        }
    }

    private void Free(JournalBatch batch)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            _gathered -= batch.Bytes;
            if (_gathered < GatheredBytes)
            {
                (room, _room) = (_room, null);
            }
        }

        room?.SetResult();
    }
}
