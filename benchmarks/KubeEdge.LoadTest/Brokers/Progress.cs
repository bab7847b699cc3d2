using System.Threading.Channels;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>How many messages were delivered, and somebody who waits for more.</summary>
internal sealed class Progress
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long _delivered;
    private long _last;

    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>When the last ones came.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>So many more were delivered; 0 is news of another kind, an acknowledgement.</summary>
    public void Add(int messages)
    {
        if (messages > 0)
        {
            Interlocked.Exchange(ref _last, TimeProvider.System.GetTimestamp());
            Interlocked.Add(ref _delivered, messages);
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>Waits for news since the last wait.</summary>
    public async ValueTask NextAsync(CancellationToken cancellationToken) => await _news.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits until a condition holds that depends on what is told here.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await NextAsync(cancellationToken);
        }
    }
}
