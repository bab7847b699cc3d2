using System.Runtime.CompilerServices;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <content>Watching.</content>
public sealed partial class KubeClient
{
    private static readonly TimeSpan _watchGrace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Reports changes until the server ends the watch, which is orderly and ends the sequence, or until something fails, which is the last
    /// event.
    /// Read slowly, it holds the server back and buffers nothing beyond one read.
    /// </summary>
    /// <param name="type">The resource.</param>
    /// <param name="ns">Only this namespace; null for all.</param>
    /// <param name="options">From which version, for how long, selectors; null for defaults.</param>
    /// <param name="cancellationToken">Ends the watch; throws as usual.</param>
    public IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? ns, KubeWatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return WatchAsync(type, ns, options ?? new KubeWatchOptions(), null, cancellationToken);
    }

    internal async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type,
        string? ns,
        KubeWatchOptions options,
        Utf8StringPool? pool,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var watch = new WatchConnection(_options.Limits, pool, cancellationToken);
        using var request = Request(HttpMethod.Get, RequestPath.Watch(type, ns, options), null);
        var error = await OpenAsync(watch, request, stop.Token, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            yield return WatchEvent.Failed(error);
            yield break;
        }

        // The server ends it in time. One that does not, or that is no longer there, is ended here.
        deadline.CancelAfter(options.Timeout + _watchGrace);
        while (await watch.ReadAsync(stop.Token).ConfigureAwait(false) is { } next)
        {
            yield return next;
            if (next.Kind == WatchEventKind.Error)
            {
                yield break;
            }
        }
    }

    private async Task<KubeStatus?> OpenAsync(
        WatchConnection watch, HttpRequestMessage request, CancellationToken stop, CancellationToken caller)
    {
        try
        {
            await AuthorizeAsync(request, stop).ConfigureAwait(false);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            return await watch.AcceptAsync(response, _time, stop).ConfigureAwait(false);
        }
        catch (Exception problem) when (NetworkFailure.TryDescribe(problem, caller, out var text))
        {
            return KubeStatus.Unreachable($"watch {request.RequestUri?.AbsolutePath}: {text}");
        }
    }
}
