using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>One source for the time of one connection. A source that throws is left alone until the next connection.</summary>
internal sealed partial class UpstreamFeed(IUpstreamSource source, ILogger logger) : IAsyncDisposable
{
    private IUpstreamReader? _reader;

    public UpstreamClass Class { get; } = source.Class;

    public void Open(UpstreamLink link)
    {
        try
        {
            _reader = source.Open(link);
        }
        catch (Exception exception)
        {
            Log.SourceFailed(logger, exception, source.Name, nameof(IUpstreamSource.Open));
        }
    }

    public bool TryRead(out UpstreamItem item)
    {
        item = default;
        var reader = _reader;
        if (reader is null)
        {
            return false;
        }

        try
        {
            return reader.TryRead(out item);
        }
        catch (Exception exception)
        {
            Log.SourceFailed(logger, exception, source.Name, nameof(TryRead));
            Silent = true;
            return false;
        }
    }

    /// <summary>Whether the source has failed on this connection and is not asked any more.</summary>
    public bool Silent { get; private set; }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        if (outcome == UpstreamOutcome.Rejected)
        {
            Log.ItemRejected(logger, source.Name, item.Message.Route.Operation, item.Message.Route.Resource);
        }

        try
        {
            _reader?.Settle(item, outcome);
        }
        catch (Exception exception)
        {
            Log.SourceFailed(logger, exception, source.Name, nameof(Settle));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is null)
        {
            return;
        }

        try
        {
            await _reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.SourceFailed(logger, exception, source.Name, nameof(DisposeAsync));
        }
    }
}
