namespace KubeEdge.Grpc.Calls;

/// <summary>What may end a call from this side: its caller, its time, its channel. Tells afterwards which of them it was.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _channel;

    public CallDeadline(TimeSpan timeout, TimeProvider time, CancellationToken channel, CancellationToken caller)
    {
        _caller = caller;
        _channel = channel;
        _timer = timeout == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, channel, _timer?.Token ?? CancellationToken.None);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>The status of a call that failed with this exception; null when it is the caller's own doing, or a fault of this code.</summary>
    public GrpcStatus? Explain(Exception exception)
    {
        if (_caller.IsCancellationRequested)
        {
            return null;
        }

        if (_timer is { IsCancellationRequested: true })
        {
            return new(GrpcStatusCode.DeadlineExceeded, "The call did not end in time.");
        }

        if (_channel.IsCancellationRequested)
        {
            return new(GrpcStatusCode.Cancelled, "The channel was closed.");
        }

        return exception is OperationCanceledException
            ? new(GrpcStatusCode.Unavailable, "The connection could not be opened in time.")
            : CallFailure.Of(exception);
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timer?.Dispose();
    }
}
