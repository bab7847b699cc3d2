using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>
/// One source for the time of one connection. One that throws ends the connection and is opened anew with the next: silent for as long as
/// this one lasts, it could keep acknowledgements back for days.
/// </summary>
internal sealed partial class UpstreamFeed(IUpstreamSource source, ILink link, ILogger logger) : IAsyncDisposable
{
    private IUpstreamReader? _reader;

    public UpstreamClass Class { get; } = source.Class;

    public void Open(UpstreamLink upstream)
    {
        try
        {
            _reader = source.Open(upstream);
        }
        catch (Exception exception)
        {
            Fail(exception, nameof(IUpstreamSource.Open));
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
            Silent = true;
            Fail(exception, nameof(TryRead));
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
            Fail(exception, nameof(Settle));
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

    private void Fail(Exception exception, string call)
    {
        Log.SourceFailed(logger, exception, source.Name, call);
        _ = link.CloseAsync(LinkCloseReason.Local, CancellationToken.None).AsTask();
    }
}
