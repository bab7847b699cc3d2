using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>
/// The requests that one connection has still to send, and the acknowledgements of their answers. A link that stalls holds what callers
/// gave up waiting for, so it is bounded apart from them.
/// </summary>
internal sealed class RequestQueue(UpstreamLink link)
{
    /// <summary>How many may wait to be sent.</summary>
    internal const int Limit = 2 * CloudRequests.Limit;

    private readonly Channel<QueuedRequest> _waiting =
        Channel.CreateBounded<QueuedRequest>(new BoundedChannelOptions(Limit) { SingleReader = true });

    private volatile bool _isClosed;

    /// <summary>Whether the connection has ended.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>False when the connection has ended or there is no room.</summary>
    public bool TryAdd(Message message, PendingRequest? pending)
    {
        if (!_waiting.Writer.TryWrite(new QueuedRequest(message, pending)))
        {
            return false;
        }

        link.Notify();
        return true;
    }

    /// <summary>The next message that somebody still wants sent.</summary>
    public bool TryRead([NotNullWhen(true)] out Message? message)
    {
        while (_waiting.Reader.TryRead(out var next))
        {
            if (next.Pending is not { IsLeft: true })
            {
                message = next.Message;
                return true;
            }
        }

        message = null;
        return false;
    }

    public void Close()
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
    }
}
