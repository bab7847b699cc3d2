using System.Threading.Channels;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>Wakes one waiter; any number of calls before it looks count as one.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _token = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _token.Writer.TryWrite(true);

    public async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await _token.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
