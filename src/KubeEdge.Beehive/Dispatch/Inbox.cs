using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>A module's bounded queue. Senders wait at its limit; nothing is dropped.</summary>
internal sealed class Inbox(string name, string group, int capacity)
{
    private readonly Channel<Message> _channel = Channel.CreateBounded<Message>(capacity);

    /// <summary>The module's name.</summary>
    public string Name { get; } = name;

    /// <summary>The group the module belongs to.</summary>
    public string Group { get; } = group;

    /// <summary>The module's end.</summary>
    public ChannelReader<Message> Reader => _channel.Reader;

    /// <summary>Whether the module has ended; what is sent now is refused.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Puts a message in if there is room now.</summary>
    public bool TryWrite(Message message) => _channel.Writer.TryWrite(message);

    /// <summary>Puts a message in, waiting for room. Waiting senders are served in the order in which they came.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SendStatus> WriteAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.Writer.WriteAsync(message, cancellationToken).ConfigureAwait(false);
            return SendStatus.Sent;
        }
        catch (ChannelClosedException)
        {
            return SendStatus.Closed;
        }
    }

    /// <summary>Refuses further messages and takes out what is left.</summary>
    public int Close()
    {
        IsClosed = true;
        _channel.Writer.TryComplete();
        var left = 0;
        while (_channel.Reader.TryRead(out _))
        {
            left++;
        }

        return left;
    }
}
