namespace KubeEdge.Testing.Proxies;

/// <summary>How bytes pass at present, the same for every connection of a proxy.</summary>
internal sealed class ProxyConditions(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _stalled;
    private bool _losesToServer;
    private bool _losesToClient;
    private bool _isRefusing;
    private TimeSpan _delay;
    private int _bytesPerSecond;

    public TimeSpan Delay
    {
        get => Read(ref _delay);
        set => Write(ref _delay, value);
    }

    public int BytesPerSecond
    {
        get => Read(ref _bytesPerSecond);
        set => Write(ref _bytesPerSecond, value);
    }

    public bool IsRefusing
    {
        get => Read(ref _isRefusing);
        set => Write(ref _isRefusing, value);
    }

    public void Stall()
    {
        lock (_gate)
        {
            _stalled ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void SetLosing(ProxyDirection direction, bool isLosing) =>
        Write(ref direction == ProxyDirection.ToServer ? ref _losesToServer : ref _losesToClient, isLosing);

    public bool Loses(ProxyDirection direction) => Read(ref direction == ProxyDirection.ToServer ? ref _losesToServer : ref _losesToClient);

    public void Heal()
    {
        lock (_gate)
        {
            (_losesToServer, _losesToClient, _isRefusing, _delay, _bytesPerSecond) = (false, false, false, default, 0);
            _stalled?.TrySetResult();
            _stalled = null;
        }
    }

    /// <summary>Waits as long as so many bytes take.</summary>
    public async Task PassAsync(int bytes, CancellationToken cancellationToken)
    {
        if (Read(ref _stalled) is { } stalled)
        {
            await stalled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var time = Delay;
        if (BytesPerSecond is > 0 and var rate)
        {
            time += TimeSpan.FromSeconds((double)bytes / rate);
        }

        if (time > TimeSpan.Zero)
        {
            await Task.Delay(time, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private T Read<T>(ref T field)
    {
        lock (_gate)
        {
            return field;
        }
    }

    private void Write<T>(ref T field, T value)
    {
        lock (_gate)
        {
            field = value;
        }
    }
}
