using System.Globalization;
using KubeEdge.ApiServer.Diagnostics;
using KubeEdge.ApiServer.Listing;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Watching;

/// <summary>
/// Serves watches. Each one pulls from the store's event log at its client's pace, so a slow client costs nobody anything: it falls
/// behind until the log has moved on, or is cut off when it takes nothing at all.
/// </summary>
internal sealed class WatchStream(IMetaStore store, VersionSpace versions, WatchLimits limits, TimeProvider clock, ApiServerMetrics metrics)
{
    private const int FlushBytes = 64 * 1024;

    public async Task ServeAsync(HttpContext context, WatchRequest request, CancellationToken ending)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        var asked = request.Parameters.ResourceVersion ?? 0;
        if (versions.IsClosed && asked > (ulong)store.Revision)
        {
            await ApiResponse.WriteStatusAsync(context, ListReader.TooLarge(asked, (ulong)store.Revision)).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = ApiResponse.Json;
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()?.DisableBuffering();
        metrics.WatchStarted();
        try
        {
            await RunAsync(context, request, asked, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client has gone or the server stops; either way the stream ends here.
        }
        finally
        {
            metrics.WatchEnded();
        }
    }

    private async Task RunAsync(HttpContext context, WatchRequest request, ulong asked, CancellationToken stop)
    {
        var writer = new WatchEventWriter(context.Response.BodyWriter, request.Type, request.Format, clock);
        var start = versions.Start(asked);
        var version = asked;
        if (NeedsInitialEvents(request))
        {
            var snapshot = await store.SnapshotAsync(request.Query, stop).ConfigureAwait(false);
            start = WatchStart.AtRevision(snapshot.Revision);
            version = versions.Of(snapshot);
            await WriteInitialAsync(context, writer, request, snapshot, stop).ConfigureAwait(false);
        }
        else if (asked == 0)
        {
            start = WatchStart.Now;
            version = versions.IsClosed ? (ulong)store.Revision : 0;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var events = store.WatchAsync(start, request.Query, ended.Token).GetAsyncEnumerator(ended.Token);
        // The headers go out before the first event, so that the client knows that it is being served.
        await FlushAsync(context, stop).ConfigureAwait(false);
        var pump = new WatchPump(events, clock, limits.BookmarkInterval, EndOf(request));
        try
        {
            await PumpAsync(context, writer, request, pump, version, stop).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await pump.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task PumpAsync(
        HttpContext context, WatchEventWriter writer, WatchRequest request, WatchPump pump, ulong version, CancellationToken stop)
    {
        while (true)
        {
            if (writer.Pending > FlushBytes || !pump.IsReady)
            {
                await FlushAsync(context, stop).ConfigureAwait(false);
            }

            switch (await pump.NextAsync(stop).ConfigureAwait(false))
            {
                case WatchStep.Ended:
                    await FlushAsync(context, stop).ConfigureAwait(false);
                    return;
                case WatchStep.BookmarkDue:
                    if (request.Parameters.Bookmarks && version > 0)
                    {
                        writer.WriteBookmark(version, endsInitialEvents: false);
                    }

                    break;
                default:
                    version = Write(writer, pump.Current, request, version);
                    break;
            }
        }
    }

    private ulong Write(WatchEventWriter writer, StoreEvent change, WatchRequest request, ulong version)
    {
        switch (change.Kind)
        {
            case StoreEventKind.TooOld:
                writer.WriteStatus(KubeStatus.TooOld(request.Parameters.ResourceVersion ?? 0, (ulong)store.Revision));
                return version;
            case StoreEventKind.Bookmark:
                return versions.IsClosed ? (ulong)change.Revision : version;
        }

        if (change.Object is not { } value)
        {
            return version;
        }

        version = versions.Of(change);
        metrics.EventSent();
        var kind = change.Kind switch { StoreEventKind.Added => "ADDED", StoreEventKind.Modified => "MODIFIED", _ => "DELETED" };
        writer.WriteObject(kind, change.Kind is StoreEventKind.Deleted ? LastSeen(change, value) : value.Json, version);
        return version;
    }

    /// <summary>What the client knew last, with the version of the event that takes it away.</summary>
    private static ReadOnlyMemory<byte> LastSeen(StoreEvent change, StoredObject value) => change.Previous is { } previous
        ? KubeObject.Parse(previous.Json).WithResourceVersion(value.ResourceVersion.ToString(CultureInfo.InvariantCulture)).Json
        : value.Json;

    private async Task WriteInitialAsync(
        HttpContext context, WatchEventWriter writer, WatchRequest request, StoreSnapshot snapshot, CancellationToken stop)
    {
        foreach (var item in ListOrder.Sort(snapshot.Objects))
        {
            writer.WriteObject("ADDED", item.Json, item.ResourceVersion);
            if (writer.Pending > FlushBytes)
            {
                await FlushAsync(context, stop).ConfigureAwait(false);
            }
        }

        if (request.Parameters is { SendInitialEvents: true, Bookmarks: true })
        {
            writer.WriteBookmark(versions.Of(snapshot), endsInitialEvents: true);
        }
    }

    private async Task FlushAsync(HttpContext context, CancellationToken stop)
    {
        var flushed = context.Response.BodyWriter.FlushAsync(stop);
        if (flushed.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await flushed.AsTask().WaitAsync(limits.WriteTimeout, clock, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            metrics.WatchCut();
            context.Abort();
            throw new OperationCanceledException("The client takes nothing.");
        }
    }

    private DateTimeOffset EndOf(WatchRequest request) =>
        clock.GetUtcNow() + (request.Parameters.Timeout is { } asked && asked < limits.Longest ? asked : limits.Longest);

    /// <summary>Without a version, or from any, a watch begins with what there is.</summary>
    private static bool NeedsInitialEvents(WatchRequest request) =>
        request.Parameters.SendInitialEvents || (request.Parameters.ResourceVersion ?? 0) == 0;
}
