namespace KubeEdge.ApiServer.Resources;

/// <summary>
/// Any number of creations pass at a time; while a namespace is emptied none does. So nothing can be created in a namespace between the
/// look at its contents and its end.
/// </summary>
internal sealed class CreationGate : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _closers = new(1);
    private int _passing;
    private TaskCompletionSource? _reopened;
    private TaskCompletionSource? _drained;

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                if (_reopened is null)
                {
                    _passing++;
                    return;
                }

                wait = _reopened.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_passing == 0)
            {
                _drained?.TrySetResult();
            }
        }
    }

    /// <summary>Lets no further creation in and waits for those that are inside.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await _closers.WaitAsync(cancellationToken).ConfigureAwait(false);
        var drained = Task.CompletedTask;
        lock (_lock)
        {
            _reopened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_passing > 0)
            {
                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                drained = _drained.Task;
            }
        }

        try
        {
            await drained.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Open();
            throw;
        }
    }

    public void Open()
    {
        TaskCompletionSource? reopened;
        lock (_lock)
        {
            reopened = _reopened;
            _reopened = null;
            _drained = null;
        }

        reopened?.TrySetResult();
        _closers.Release();
    }

    public void Dispose() => _closers.Dispose();
}
