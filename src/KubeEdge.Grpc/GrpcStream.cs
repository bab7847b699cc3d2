using System.IO.Pipelines;
using KubeEdge.Grpc.Calls;

namespace KubeEdge.Grpc;

/// <summary>The messages of a call, one after the other. For one reader at a time; disposing it before the end cancels the call.</summary>
public sealed class GrpcStream<T> : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly GrpcRead<T> _read;
    private readonly int _maximumBytes;
    private readonly CallDeadline _deadline;
    private readonly CancellationToken _cancelled;
    private HttpResponseMessage? _response;
    private PipeReader? _body;
    private ResponseReader<T>? _reader;
    private GrpcStatus? _status;
    private T? _current;

    internal GrpcStream(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        GrpcRead<T> read,
        int maximumBytes,
        CallDeadline deadline,
        CancellationToken cancelled)
    {
        _send = send;
        _read = read;
        _maximumBytes = maximumBytes;
        _deadline = deadline;
        _cancelled = cancelled;
    }

    /// <summary>The message that the last <see cref="MoveNextAsync"/> found.</summary>
    /// <exception cref="InvalidOperationException">It found none, or was not called.</exception>
    public T Current => _reader is not null && _status is null && _current is { } message
        ? message
        : throw new InvalidOperationException("There is no message here.");

    /// <summary>How the call ended; Ok as long as it has not.</summary>
    public GrpcStatus Status => _status ?? default;

    /// <summary>Waits for the next message. False is the end, for which <see cref="Status"/> has the reason.</summary>
    /// <param name="cancellationToken">Gives up waiting, and the call with it.</param>
    /// <exception cref="OperationCanceledException">This token or the one of the call was cancelled.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken = default)
    {
        if (_status is not null)
        {
            return false;
        }

        _current = default;
        try
        {
            using var giveUp = cancellationToken == _cancelled || !cancellationToken.CanBeCanceled
                ? null
                : CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
            return await ReadAsync(giveUp?.Token ?? _deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _cancelled.ThrowIfCancellationRequested();
            if (_deadline.Explain(exception) is not { } status)
            {
                throw;
            }

            _status = status;
            return false;
        }
    }

    /// <summary>Lets go of the call.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
        {
            await _body.CompleteAsync().ConfigureAwait(false);
        }

        _response?.Dispose();
        _deadline.Dispose();
    }

    private async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_reader is null)
        {
            _response = await _send(cancellationToken).ConfigureAwait(false);
            if (ResponseStatus.OfHeaders(_response) is { } early)
            {
                _status = early;
                return false;
            }

            _body = await CallSender.OpenAsync(_response, cancellationToken).ConfigureAwait(false);
            _reader = new ResponseReader<T>(_response, _body, _read, _maximumBytes);
        }

        (var hasMessage, _current, var status) = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _status = hasMessage ? null : status;
        return hasMessage;
    }
}
