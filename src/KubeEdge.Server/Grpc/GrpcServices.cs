using KubeEdge.Grpc;
using KubeEdge.Grpc.Framing;
using KubeEdge.Server.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Grpc;

/// <summary>
/// The gRPC methods that an endpoint answers: unary, uncompressed. <see cref="HandleAsync"/> is what <see cref="ServerEndpoint"/> is given;
/// the endpoint's <see cref="ServerEndpointOptions.Http2"/> must be on. Faults of callers are answered as Go's server does.
/// </summary>
public sealed partial class GrpcServices
{
    private readonly Dictionary<string, IGrpcCall> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);
    private readonly GrpcServicesOptions _options;
    private readonly GrpcServerMetrics _metrics;
    private readonly ILogger _logger;

    /// <summary>Starts with no method.</summary>
    /// <param name="loggerFactory">Where handlers that throw are logged.</param>
    /// <param name="options">Limits and surroundings; not changed afterwards.</param>
    public GrpcServices(ILoggerFactory loggerFactory, GrpcServicesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _options = options ?? new GrpcServicesOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumMessageBytes, nameof(options));
        _metrics = new GrpcServerMetrics(_options.MeterFactory);
        _logger = loggerFactory.CreateLogger<GrpcServices>();
    }

    /// <summary>Adds a method. All are added before the first call.</summary>
    /// <param name="method">Its name and messages.</param>
    /// <param name="handler">Answers it; called side by side. What it throws is logged and answered <c>Internal</c>.</param>
    /// <exception cref="ArgumentException">The method is there already.</exception>
    public GrpcServices Add<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, GrpcHandler<TRequest, TResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(handler);
        _calls.Add(method.Path, new GrpcCall<TRequest, TResponse>(method, handler, _options.MaximumMessageBytes));
        _services.Add(method.Service);
        return this;
    }

    /// <summary>Answers one call.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!IsGrpc(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        // A message has its own limit here, which answers with a status instead of cutting the stream.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = null;
        }

        context.Response.ContentType = GrpcNames.ContentType;
        var start = _options.TimeProvider.GetTimestamp();
        var path = context.Request.Path.Value ?? "";
        var call = _calls.GetValueOrDefault(path);
        var status = call is null ? Unknown(path) : await CallAsync(call, context).ConfigureAwait(false);
        Finish(context.Response, status);
        _metrics.Called(call is null ? "unknown" : path, status.Code, _options.TimeProvider.GetElapsedTime(start));
    }

    private static bool IsGrpc(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.ContentType?.StartsWith(GrpcNames.ContentType, StringComparison.OrdinalIgnoreCase) == true;

    // Before the first message the status goes into the headers, which end the response; after it into the trailers.
    private static void Finish(HttpResponse response, GrpcStatus status)
    {
        var fields = response.HasStarted ? response.HttpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers : response.Headers;
        fields[GrpcNames.Status] = ((int)status.Code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(status.Message))
        {
            fields[GrpcNames.Message] = GrpcText.EncodeMessage(status.Message);
        }
    }

    private GrpcStatus Unknown(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash <= 0)
        {
            return new(GrpcStatusCode.Unimplemented, $"malformed method name: \"{path}\"");
        }

        var service = path[1..slash];
        return new(
            GrpcStatusCode.Unimplemented,
            _services.Contains(service) ? $"unknown method {path[(slash + 1)..]} for service {service}" : $"unknown service {service}");
    }

    private async Task<GrpcStatus> CallAsync(IGrpcCall call, HttpContext context)
    {
        var timeout = Timeout.InfiniteTimeSpan;
        if (context.Request.Headers[GrpcNames.Timeout] is [{ } text, ..] && !GrpcText.TryParseTimeout(text, out timeout))
        {
            return new(GrpcStatusCode.Internal, $"malformed grpc-timeout: \"{text}\"");
        }

        using var timer = timeout <= TimeSpan.FromDays(1) && timeout >= TimeSpan.Zero
            ? new CancellationTokenSource(timeout, _options.TimeProvider)
            : new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted);
        try
        {
            return await call.AnswerAsync(context, linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (timer.IsCancellationRequested)
            {
                return new(GrpcStatusCode.DeadlineExceeded, "The deadline of the call has passed.");
            }

            if (context.RequestAborted.IsCancellationRequested)
            {
                return new(GrpcStatusCode.Cancelled, "The caller is gone.");
            }

            Log.Failed(_logger, context.Request.Path, exception);
            return new(GrpcStatusCode.Internal, "The method failed.");
        }
    }
}
