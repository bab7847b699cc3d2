using System.Threading.Channels;

namespace KubeEdge.DeviceTwin.Local;

/// <summary>One reader's view of a device's desired values: the newest of each property that it has not read.</summary>
internal sealed class DesiredFeed
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DesiredChange> _unread = new(StringComparer.Ordinal);
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(in DesiredChange change)
    {
        lock (_gate)
        {
            _unread[change.Property] = change;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>What changed since the last call, once something has.</summary>
    public async ValueTask<IReadOnlyList<DesiredChange>> TakeAsync(CancellationToken cancellationToken)
    {
        await _signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            DesiredChange[] taken = [.. _unread.Values.OrderBy(static change => change.Property, StringComparer.Ordinal)];
            _unread.Clear();
            return taken;
        }
    }
}
