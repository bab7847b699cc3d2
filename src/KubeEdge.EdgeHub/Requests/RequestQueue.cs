using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>The requests that one connection has still to send. Not bounded here: those who wait for an answer are counted.</summary>
internal sealed class RequestQueue(UpstreamLink link)
{
    private readonly Channel<Message> _waiting = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>False when the connection has ended.</summary>
    public bool TryAdd(Message message)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            return false;
        }

        link.Notify();
        return true;
    }

    public bool TryRead([NotNullWhen(true)] out Message? message) => _waiting.Reader.TryRead(out message);

    public void Close() => _waiting.Writer.TryComplete();
}
