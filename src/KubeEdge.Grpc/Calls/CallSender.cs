using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using KubeEdge.Grpc.Framing;

namespace KubeEdge.Grpc.Calls;

/// <summary>Sends requests over the one connection of a channel, which is opened when it is needed and again after it broke.</summary>
internal sealed class CallSender : IDisposable
{
    private static readonly MediaTypeHeaderValue _contentType = new(GrpcNames.ContentType);

    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _base;
    private readonly string _userAgent;

    public CallSender(Uri address, GrpcChannelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        _base = address;
        if (address.Scheme == "unix")
        {
            handler.ConnectCallback = new SocketConnector(address.LocalPath).ConnectAsync;
            _base = SocketConnector.Authority;
        }

        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        _userAgent = options.UserAgent;
    }

    public async Task<HttpResponseMessage> SendAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, method.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(GrpcFrame.Encode(message, method.WriteRequest)),
        };
        request.Content.Headers.ContentType = _contentType;
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("user-agent", _userAgent);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            request.Headers.TryAddWithoutValidation(GrpcNames.Timeout, GrpcText.FormatTimeout(timeout));
        }

        return await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<PipeReader> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    public void Dispose() => _invoker.Dispose();
}
