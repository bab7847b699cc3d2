using System.Threading.Channels;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>A wake-up call for one waiter: set any number of times, seen once.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes the waiter, or the next one.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until it was set since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await _channel.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
