using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using KubeEdge.Kubernetes.Diagnostics;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>
/// A client of one Kubernetes API server, for any resource. Safe for concurrent use; one per server is enough.
/// </summary>
/// <remarks>
/// Expected outcomes are values: not found, conflict, and also a server that cannot be reached (<see cref="KubeStatus.IsUnreachable"/>).
/// Only misuse throws, and cancellation by the caller. Every call ends within <see cref="KubeClientOptions.Timeout"/>. Nothing is retried
/// here:
/// who asked knows whether it may be done twice.
/// </remarks>
public sealed partial class KubeClient : IDisposable
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    private readonly KubeClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly KubernetesMetrics _metrics;

    /// <summary>Makes a client. Nothing is sent before the first call.</summary>
    /// <param name="options">Address and credentials; not to be changed afterwards. Certificates stay the caller's to dispose.</param>
    /// <param name="time">Clock for deadlines; null for the system's.</param>
    /// <param name="meters">Where the client's metrics go; null for none.</param>
    public KubeClient(KubeClientOptions options, TimeProvider? time = null, IMeterFactory? meters = null)
        : this(options, KubeHttpHandler.Create(Checked(options)), time, meters)
    {
    }

    internal KubeClient(KubeClientOptions options, HttpMessageHandler handler, TimeProvider? time, IMeterFactory? meters = null)
    {
        _options = Checked(options);
        _time = time ?? TimeProvider.System;
        _metrics = new KubernetesMetrics(meters);

        // A base address without a final slash would lose its last segment.
        _server = options.Server.AbsoluteUri.EndsWith('/') ? options.Server : new Uri(options.Server.AbsoluteUri + "/");
        _http = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server's address.</summary>
    public Uri Server => _options.Server;

    internal KubernetesMetrics Metrics => _metrics;

    /// <summary>Reads one object.</summary>
    public Task<KubeResult> GetAsync(ResourceType type, string? ns, string name, CancellationToken cancellationToken = default) =>
        SendForObjectAsync(HttpMethod.Get, RequestPath.Item(type, ns, name).ToString(), null, cancellationToken);

    /// <summary>Creates an object. With <c>metadata.generateName</c> the answer holds the name that the server chose.</summary>
    public Task<KubeResult> CreateAsync(ResourceType type, string? ns, KubeObject value, CancellationToken cancellationToken = default)
    {
        RequestPath.RequireNamespace(type, ns);
        return SendForObjectAsync(HttpMethod.Post, RequestPath.Collection(type, ns).ToString(), Body(value), cancellationToken);
    }

    /// <summary>
    /// Replaces an object. With a <c>metadata.resourceVersion</c> only that version is replaced, else the answer is <c>Conflict</c>.
    /// </summary>
    public Task<KubeResult> UpdateAsync(ResourceType type, string? ns, KubeObject value, CancellationToken cancellationToken = default)
    {
        var body = Body(value);
        return SendForObjectAsync(HttpMethod.Put, RequestPath.Item(type, ns, value.Name).ToString(), body, cancellationToken);
    }

    /// <summary>Replaces the status of an object and nothing else of it.</summary>
    public Task<KubeResult> UpdateStatusAsync(ResourceType type, string? ns, KubeObject value, CancellationToken cancellationToken = default)
    {
        var body = Body(value);
        return SendForObjectAsync(HttpMethod.Put, RequestPath.Item(type, ns, value.Name, "status").ToString(), body, cancellationToken);
    }

    /// <summary>Posts to a subresource of an object, for instance a TokenRequest to <c>token</c> of a service account.</summary>
    /// <param name="type">The resource.</param>
    /// <param name="ns">Namespace; null for cluster-scoped types.</param>
    /// <param name="name">Object name.</param>
    /// <param name="subresource">The last part of the path.</param>
    /// <param name="json">What to post, UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up waiting; the server may have acted.</param>
    public Task<KubeResult> CreateSubresourceAsync(
        ResourceType type, string? ns, string name, string subresource, ReadOnlyMemory<byte> json, CancellationToken cancellationToken = default)
    {
        var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = _json;
        return SendForObjectAsync(HttpMethod.Post, RequestPath.Item(type, ns, name, subresource).ToString(), content, cancellationToken);
    }

    /// <summary>Changes parts of an object.</summary>
    /// <param name="type">The resource.</param>
    /// <param name="ns">Namespace; null for cluster-scoped types.</param>
    /// <param name="name">Object name.</param>
    /// <param name="kind">What <paramref name="patch"/> is.</param>
    /// <param name="patch">The patch, UTF-8 JSON; for <see cref="PatchKind.Apply"/> also YAML.</param>
    /// <param name="options">Subresource, manager, force; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting; the server may have acted.</param>
    public Task<KubeResult> PatchAsync(
        ResourceType type,
        string? ns,
        string name,
        PatchKind kind,
        ReadOnlyMemory<byte> patch,
        KubePatchOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var content = new ReadOnlyMemoryContent(patch);
        content.Headers.ContentType = new MediaTypeHeaderValue(kind switch
        {
            PatchKind.Merge => "application/merge-patch+json",
            PatchKind.Strategic => "application/strategic-merge-patch+json",
            PatchKind.Json => "application/json-patch+json",
            PatchKind.Apply => "application/apply-patch+yaml",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of patch"),
        });
        var path = RequestPath.Patch(type, ns, name, kind, options ?? new KubePatchOptions());
        return SendForObjectAsync(HttpMethod.Patch, path, content, cancellationToken);
    }

    /// <summary>
    /// Deletes an object. The result has an object when it is not gone yet, because finalizers or a grace period hold it.
    /// </summary>
    public Task<KubeResult> DeleteAsync(
        ResourceType type, string? ns, string name, KubeDeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        HttpContent? content = null;
        if (options is not null)
        {
            content = new ReadOnlyMemoryContent(DeleteBody.Write(options));
            content.Headers.ContentType = _json;
        }

        return SendForObjectAsync(HttpMethod.Delete, RequestPath.Item(type, ns, name).ToString(), content, cancellationToken);
    }

    /// <summary>Lists objects: all, or one page when <see cref="KubeListOptions.Limit"/> is set.</summary>
    /// <param name="type">The resource.</param>
    /// <param name="ns">Only this namespace; null for all.</param>
    /// <param name="options">Selectors, paging; null for everything at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<KubeListResult> ListAsync(
        ResourceType type, string? ns, KubeListOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync(type, ns, options ?? new KubeListOptions(), null, cancellationToken);

    /// <summary>Closes all connections; calls under way fail.</summary>
    public void Dispose() => _http.Dispose();

    internal async Task<KubeListResult> ListAsync(
        ResourceType type, string? ns, KubeListOptions options, Utf8StringPool? pool, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        using var body = new ResponseBody();
        var error = await SendAsync(HttpMethod.Get, RequestPath.List(type, ns, options), null, body, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            return new KubeListResult(null, error);
        }

        return KubeListReader.TryRead(body.Bytes.Span, type, pool, out var list, out var problem)
            ? new KubeListResult(list, null)
            : new KubeListResult(null, KubeStatus.InvalidResponse(problem));
    }

    private static KubeClientOptions Checked(KubeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        return options.Server.IsAbsoluteUri && options.Server.Scheme is ("http" or "https")
            ? options
            : throw new ArgumentException($"The server's address \"{options.Server}\" is no absolute http or https address.", nameof(options));
    }

    private static ReadOnlyMemoryContent Body(KubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var content = new ReadOnlyMemoryContent(value.Json);
        content.Headers.ContentType = _json;
        return content;
    }

    private async Task<KubeResult> SendForObjectAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var body = new ResponseBody();
        var error = await SendAsync(method, path, content, body, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            return new KubeResult(null, error);
        }

        if (KubeStatus.TryParse(body.Bytes, out var status) && status.IsSuccess)
        {
            return default;
        }

        return KubeObject.TryParse(body.Bytes.ToArray(), out var value, out var problem)
            ? new KubeResult(value, null)
            : new KubeResult(null, KubeStatus.InvalidResponse($"invalid answer to {method} {path}: {problem}"));
    }

    /// <summary>Sends a request and reads its answer. Null when the server accepted it.</summary>
    private async Task<KubeStatus?> SendAsync(
        HttpMethod method, string path, HttpContent? content, ResponseBody body, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var request = Request(method, path, content);
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        KubeStatus? error;
        var code = 0;
        try
        {
            await AuthorizeAsync(request, stop.Token).ConfigureAwait(false);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                code = (int)response.StatusCode;
                var whole = await body.ReadAsync(stream, _options.Limits.MaxResponseBytes, stop.Token).ConfigureAwait(false);
                error = !response.IsSuccessStatusCode ? ResponseStatus.Read(response, body.Bytes, _time)
                    : whole ? null
                    : KubeStatus.InvalidResponse($"the answer to {method} {path} has more than {_options.Limits.MaxResponseBytes} bytes");
            }
        }
        catch (Exception problem) when (NetworkFailure.TryDescribe(problem, cancellationToken, out var text))
        {
            error = KubeStatus.Unreachable($"{method} {path}: {text}");
        }

        _metrics.Answered(method, error is { IsUnreachable: true } ? 0 : code, _time.GetElapsedTime(started));
        return error;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(_server, path))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);

        // The HTTP stack takes the name to expect in the certificate from here.
        request.Headers.Host = _options.ServerName;
        return request;
    }

    private async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = _options.TokenFile is { } file
            ? (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim()
            : _options.Token;
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }
}
