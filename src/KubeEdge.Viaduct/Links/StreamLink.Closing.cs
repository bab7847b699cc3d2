using System.Net.Sockets;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Sending;

namespace KubeEdge.Viaduct.Links;

internal sealed partial class StreamLink
{
    private readonly TaskCompletionSource<LinkClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _closeGate = new();
    private LinkClosed? _closing;
    private ITimer? _closeTimer;
    private bool _hasPeerClosed;
    private bool _hasWrittenClose;
    private volatile bool _hasFault;
    private volatile bool _isEnded;

    /// <inheritdoc/>
    public async ValueTask CloseAsync(LinkCloseReason reason = LinkCloseReason.Local, CancellationToken cancellationToken = default)
    {
        BeginClose(new(reason, Describe(reason)), CloseCode.For(reason));
        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    void IOutboundEvents.OnCloseWritten()
    {
        LinkClosed closing;
        lock (_closeGate)
        {
            _hasWrittenClose = true;
            if (!_hasPeerClosed || _closing is not { } begun)
            {
                return;
            }

            closing = begun;
        }

        End(closing with { IsOrderly = true });
    }

    /// <inheritdoc/>
    void IOutboundEvents.OnWriteFailed(Exception exception) =>
        OnStreamEnded(exception.Message, IsPeerGone(exception) ? LinkCloseReason.PeerClosed : LinkCloseReason.WriteFailed);

    /// <inheritdoc/>
    void ILivenessEvents.OnPingDue() => WakeIf(_outbound.AddPing());

    /// <inheritdoc/>
    void ILivenessEvents.OnPeerSilent(TimeSpan silence) =>
        End(new(LinkCloseReason.Timeout, $"no sign of life for {silence.TotalSeconds:0} s"));

    /// <inheritdoc/>
    void ILivenessEvents.OnWriteTimeout() =>
        End(new(LinkCloseReason.WriteFailed, $"the peer took no bytes for {_options.WriteTimeout.TotalSeconds:0} s"));

    // Starts an orderly close; only the first counts.
    private void BeginClose(in LinkClosed closing, ushort code, bool atOnce = false)
    {
        lock (_closeGate)
        {
            if (_closing is not null || _isEnded)
            {
                return;
            }

            _closing = closing;
            _closeTimer = _time.CreateTimer(
                static state => ((StreamLink)state!).OnCloseTimeout(), this, _options.CloseTimeout, Timeout.InfiniteTimeSpan); // state: the argument
        }

        WakeIf(_outbound.AddClose(code, closing.Detail ?? string.Empty, atOnce));
    }

    private void OnCloseTimeout() => OnStreamEnded("the close timed out");

    private void OnPeerFault(ushort code, string text)
    {
        _hasFault = true;
        Log.PeerFault(_logger, Peer, text);
        BeginClose(new(code == CloseCode.TooLarge ? LinkCloseReason.TooLarge : LinkCloseReason.ProtocolError, text), code);
    }

    private void OnPeerClose(ushort code, string text)
    {
        var echo = code == CloseCode.NoneReceived ? CloseCode.Normal : code;
        LinkClosed? closing;
        lock (_closeGate)
        {
            _hasPeerClosed = true;
            closing = _hasWrittenClose ? _closing : null;
        }

        if (closing is { } both)
        {
            End(both with { IsOrderly = true });
            return;
        }

        // Nothing behind the echo would be read, so it overtakes what is queued.
        BeginClose(new(LinkCloseReason.PeerClosed, text), echo, atOnce: true);
        WakeIf(_outbound.AddClose(echo, string.Empty, atOnce: true));
    }

    // The stream carries no more. When a close was under way that is its end, orderly or not.
    private void OnStreamEnded(string detail, LinkCloseReason reason = LinkCloseReason.PeerClosed)
    {
        LinkClosed? closing;
        lock (_closeGate)
        {
            closing = _closing is { } begun ? begun with { IsOrderly = _hasPeerClosed } : null;
        }

        End(closing ?? new(reason, detail));
    }

    private void End(in LinkClosed closed)
    {
        lock (_closeGate)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
            _closeTimer?.Dispose();
        }

        _liveness.Dispose();
        _outbound.End();
        _pending.FailAll();
        try
        {
            Release(closed.IsOrderly);
            _pump.Settle();
            ReportInbound();
            _metrics.Closed(closed.Reason);
            Log.Closed(_logger, Peer, closed.Reason, closed.Detail);
        }
        catch (Exception)
        {
            // A logger or a listener of the meters: there is nobody to tell, and those who wait for the end must get it.
        }

        _closed.TrySetResult(closed);
        _inbound.Complete();
    }

    private void Release(bool isOrderly)
    {
        try
        {
            if (!isOrderly)
            {
                _abort?.Invoke();
            }

            _stream.Dispose();
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, Peer);
        }
    }

    private void WakeIf(bool mustWake)
    {
        if (mustWake)
        {
            _pump.Start();
        }
    }

    private static bool IsPeerGone(Exception exception) => exception.GetBaseException() is SocketException
    {
        SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted,
    };

    private static string Describe(LinkCloseReason reason) => reason switch
    {
        LinkCloseReason.Replaced => "replaced",
        LinkCloseReason.Shutdown => "shutting down",
        LinkCloseReason.Refused => "refused",
        _ => "closed",
    };
}
