using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.MetaManager.Answers;

/// <summary>The answers that wait for one connection.</summary>
internal sealed class AnswerQueue(UpstreamLink link, int capacity)
{
    private readonly Channel<Message> _waiting = Channel.CreateBounded<Message>(
        new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>Adds an answer, waiting for room; false when the connection has ended or the host stops.</summary>
    public async ValueTask<bool> WriteAsync(Message answer, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            return false;
        }

        link.Notify();
        return true;
    }

    /// <summary>Adds a message if there is room now and the connection is up.</summary>
    public bool TryWrite(Message message)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            return false;
        }

        link.Notify();
        return true;
    }

    public bool TryRead([NotNullWhen(true)] out Message? answer) => _waiting.Reader.TryRead(out answer);

    /// <summary>Takes no more; whoever waits for room goes away empty-handed.</summary>
    public void Close() => _waiting.Writer.TryComplete();
}
