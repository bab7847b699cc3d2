using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>The open response of one watch. Every failure comes out as an event.</summary>
internal sealed class WatchConnection(KubeClientLimits limits, Utf8StringPool? pool, CancellationToken caller) : IDisposable
{
    private HttpResponseMessage? _response;
    private LineReader? _lines;

    /// <summary>Takes the response over. Null when it is a watch, else why not.</summary>
    public async Task<KubeStatus?> AcceptAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        _response = response;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            _lines = new LineReader(stream, limits.MaxWatchEventBytes);
            return null;
        }

        using var body = new ResponseBody();
        await body.ReadAsync(stream, limits.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return ResponseStatus.Read(response, body.Bytes, time);
    }

    /// <summary>The next event; null when the server ended the watch in order.</summary>
    /// <param name="stop">Ends the wait by the deadline, which is an event, or by the caller, which throws.</param>
    public async ValueTask<WatchEvent?> ReadAsync(CancellationToken stop)
    {
        if (_lines is not { } lines)
        {
            return null;
        }

        try
        {
            var status = await lines.ReadAsync(stop).ConfigureAwait(false);
            return status switch
            {
                LineStatus.Line => WatchLineReader.Read(lines.Line.Span, pool),
                LineStatus.End => null,
                LineStatus.Cut => WatchEvent.Failed(KubeStatus.Unreachable("the watch ended inside an event")),
                _ => WatchEvent.Failed(KubeStatus.InvalidResponse($"an event of the watch has more than {limits.MaxWatchEventBytes} bytes")),
            };
        }
        catch (Exception problem) when (NetworkFailure.TryDescribe(problem, caller, out var text))
        {
            return WatchEvent.Failed(KubeStatus.Unreachable($"the watch ended: {text}"));
        }
    }

    public void Dispose()
    {
        // The response first: it ends a read that is still under way before its buffer goes back.
        _response?.Dispose();
        _lines?.Dispose();
    }
}
