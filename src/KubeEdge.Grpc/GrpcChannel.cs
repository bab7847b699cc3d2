using KubeEdge.Grpc.Calls;
using KubeEdge.Grpc.Diagnostics;

namespace KubeEdge.Grpc;

/// <summary>
/// The way to one server: a single HTTP/2 connection, opened when a call needs it and again after it broke. Calls run side by side. Safe for
/// use by several threads.
/// </summary>
public sealed class GrpcChannel : IAsyncDisposable
{
    private readonly CallSender _sender;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly GrpcMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly int _maximumBytes;

    /// <summary>Describes the way; nothing is opened yet.</summary>
    /// <param name="address"><c>unix:///run/x.sock</c>, or <c>http://127.0.0.1:port</c> (HTTP/2 without TLS).</param>
    /// <param name="options">Limits and surroundings; not changed afterwards.</param>
    /// <exception cref="ArgumentException">The address has another form, or a limit is not above zero.</exception>
    public GrpcChannel(Uri address, GrpcChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new GrpcChannelOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumMessageBytes);
        if (!address.IsAbsoluteUri || address.Scheme is not ("unix" or "http"))
        {
            throw new ArgumentException($"The address must be unix:///path or http://host:port, not \"{address}\".", nameof(address));
        }

        Address = address;
        _closed = _closing.Token;
        _sender = new CallSender(address, options);
        _metrics = new GrpcMetrics(options.MeterFactory);
        _time = options.TimeProvider;
        _maximumBytes = options.MaximumMessageBytes;
    }

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Calls a method that answers one message. A server that refuses, is away, is late or answers nonsense is a status of the result;
    /// exceptions are for the caller's own cancellation.
    /// </summary>
    /// <param name="method">What to call.</param>
    /// <param name="request">With what.</param>
    /// <param name="timeout">How long at most, opening the connection included; the server is told.
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits as long as the connection stands.</param>
    /// <param name="cancellationToken">Gives up; the server is told.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The channel was closed before.</exception>
    public async ValueTask<GrpcResult<TResponse>> CallAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        var start = _time.GetTimestamp();
        var call = OpenStream(method, request, timeout, cancellationToken);
        await using (call.ConfigureAwait(false))
        {
            var result = await SingleAsync(call, cancellationToken).ConfigureAwait(false);
            _metrics.Called(method.Path, result.Status.Code, _time.GetElapsedTime(start));
            return result;
        }
    }

    /// <summary>Calls a method that answers a stream of messages. It starts at the first read.</summary>
    /// <param name="method">What to call.</param>
    /// <param name="request">With what.</param>
    /// <param name="timeout">How long until the last message at most; <see cref="Timeout.InfiniteTimeSpan"/> for a stream without end.</param>
    /// <param name="cancellationToken">Ends the stream; reads throw from then on.</param>
    /// <exception cref="ObjectDisposedException">The channel was closed before.</exception>
    public GrpcStream<TResponse> OpenStream<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        var deadline = new CallDeadline(timeout, _time, _closed, cancellationToken);
        return new GrpcStream<TResponse>(
            token => _sender.SendAsync(method, request, timeout, token), method.ReadResponse, _maximumBytes, deadline, cancellationToken);
    }

    /// <summary>Closes the connection; calls that run end with <see cref="GrpcStatusCode.Cancelled"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        _sender.Dispose();
        _closing.Dispose();
    }

    private static async ValueTask<GrpcResult<T>> SingleAsync<T>(GrpcStream<T> call, CancellationToken cancellationToken)
    {
        if (!await call.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            return call.Status.IsOk ? new GrpcStatus(GrpcStatusCode.Internal, "The response has no message.") : call.Status;
        }

        var message = call.Current;
        if (await call.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            return new GrpcStatus(GrpcStatusCode.Internal, "The response has more than one message.");
        }

        return call.Status.IsOk ? message : call.Status;
    }
}
