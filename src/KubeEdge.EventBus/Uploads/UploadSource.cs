using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// Rule data for the cloud, in the order in which it came. A message is done when the cloud confirmed it; with clouds of the original,
/// which confirm nothing of this class, when it was written to the link.
/// </summary>
internal sealed partial class UploadSource(
    UploadQueue queue,
    UploadRemover remover,
    IOptions<EventBusOptions> options,
    EventBusMetrics metrics,
    TimeProvider timeProvider,
    ILogger<UploadSource> logger) : IUpstreamSource
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    // Of the message that failed last: how often, and since when.
    private long _suspect;
    private int _attempts;
    private long _since;

    // Of the connection that is up; null when none is.
    private UploadReader? _reader;

    public string Name => "eventbus.uploads";

    public UpstreamClass Class => UpstreamClass.RuleData;

    /// <summary>Whether the cloud that is connected should have confirmed something and has not.</summary>
    public bool IsCloudSilent => Volatile.Read(ref _reader) is { IsCloudSilent: true };

    public IUpstreamReader Open(UpstreamLink link)
    {
        var reader = new UploadReader(this, queue.Waiting, remover, link);
        Volatile.Write(ref _reader, reader);
        return reader;
    }

    /// <summary>The connection of this reader has ended.</summary>
    public void Close(UploadReader reader) => Interlocked.CompareExchange(ref _reader, null, reader);

    /// <summary>Takes what the cloud says about messages that it got; false for everything else.</summary>
    public bool TryConfirm(Message message)
    {
        var id = message.Header.ParentId;
        if (message.Route.Source != SourceNames.Bus || id.IsEmpty)
        {
            return false;
        }

        var reader = Volatile.Read(ref _reader);
        if (message.Route.Operation == Operations.Error)
        {
            reader?.Refuse(id);
        }
        else
        {
            reader?.Confirm(id);
        }

        return true;
    }

    /// <summary>
    /// A link ended before the cloud had this message, and all before it were there, or the cloud could not take it. True when that
    /// happened often enough, and for long enough, to put it aside.
    /// </summary>
    public bool Failed(QueueItem item, string reason)
    {
        lock (_gate)
        {
            if (item.Sequence != _suspect)
            {
                (_suspect, _attempts, _since) = (item.Sequence, 0, timeProvider.GetTimestamp());
            }

            if (++_attempts < options.Value.Uploads.MaximumAttempts
                || timeProvider.GetElapsedTime(_since) < options.Value.Uploads.MinimumAttemptTime)
            {
                return false;
            }
        }

        PutAside(item, reason);
        return true;
    }

    /// <summary>The cloud can never take this one.</summary>
    public void PutAside(QueueItem item, string reason)
    {
        Log.PutAside(logger, item.Sequence, item.Payload.Length, reason);
        remover.PutAside(item);
    }

    /// <summary>The store could not be read; the next try comes after a pause.</summary>
    public async Task PauseAsync(Exception exception, CancellationToken ended)
    {
        Log.NotRead(logger, exception, _pause.TotalSeconds);
        await Task.Delay(_pause, timeProvider, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Decides for a connection whose cloud confirms when messages are sent again.</summary>
    public UploadRepeat Repeating(UploadWindow window, UpstreamLink link) =>
        new(window, link, options.Value.Uploads.ConfirmationTimeout, metrics, timeProvider, logger);
}
