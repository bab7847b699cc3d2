using KubeEdge.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Server;

/// <summary>
/// One listening port with its own Kestrel and its own handler, usable inside any Generic Host and as many times as needed:
/// it shares no configuration, routes, services or signal handlers with the surrounding program.
/// </summary>
public sealed partial class ServerEndpoint : IAsyncDisposable
{
    private readonly string _name;
    private readonly WebApplication _host;
    private readonly CancellationTokenSource _stopping;
    private readonly TimeSpan _stopTimeout;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private Task? _stopped;

    private ServerEndpoint(
        string name, Uri address, WebApplication host, CancellationTokenSource stopping, TimeSpan stopTimeout, ILogger logger)
    {
        _name = name;
        _host = host;
        _stopping = stopping;
        _stopTimeout = stopTimeout;
        _logger = logger;
        Address = address;
    }

    /// <summary>What clients connect to, with the port that was really taken, for example <c>https://127.0.0.1:10002/</c>, or <c>unix:///run/x.sock</c>.</summary>
    public Uri Address { get; }

    /// <summary>The bound port; -1 on a unix socket.</summary>
    public int Port => Address.Port;

    /// <summary>Binds and starts to serve. WebSocket requests are accepted through <c>context.WebSockets</c>.</summary>
    /// <param name="name">What the endpoint is called in logs and metrics.</param>
    /// <param name="options">Address, certificates and limits; not changed afterwards.</param>
    /// <param name="app">Handles every request. An exception it lets through is answered 500.</param>
    /// <param name="loggerFactory">Where the endpoint and, from Warning upwards, Kestrel log. Not disposed.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    /// <exception cref="UnauthorizedAccessException">The socket's directory may not be written.</exception>
    public static async Task<ServerEndpoint> StartAsync(
        string name,
        ServerEndpointOptions options,
        RequestDelegate app,
        ILoggerFactory loggerFactory,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        var stopping = new CancellationTokenSource();
        var host = EndpointHost.Build(name, options, app, loggerFactory, stopping.Token);
        Uri address;
        try
        {
            address = await ListenAsync(host, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            throw;
        }

        var endpoint = new ServerEndpoint(
            name, address, host, stopping, options.Limits.StopTimeout, loggerFactory.CreateLogger<ServerEndpoint>());
        Log.Listening(endpoint._logger, name, endpoint.Address);
        return endpoint;
    }

    /// <summary>
    /// Fires when the endpoint that serves this request begins to stop. A handler that streams without end returns then; one that
    /// finishes by itself need not look.
    /// </summary>
    /// <param name="context">A request of a <see cref="ServerEndpoint"/>; any other gives a token that never fires.</param>
    public static CancellationToken GetStopping(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<StoppingFeature>()?.Stopping ?? CancellationToken.None;
    }

    /// <summary>
    /// Stops listening, tells streaming handlers (<see cref="GetStopping"/>), lets running requests finish for
    /// <see cref="ServerEndpointLimits.StopTimeout"/> at most and cuts the rest. Calling it again waits for the same end.
    /// </summary>
    /// <param name="cancellationToken">Cuts what still runs at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _stopped ??= StopCoreAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task<Uri> ListenAsync(WebApplication host, ServerEndpointOptions options, CancellationToken cancellationToken)
    {
        if (options.UnixSocket is not { } path)
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return new Uri(host.Urls.First());
        }

        var socket = new SocketFile(path, options.UnixSocketMode);
        socket.Prepare();
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        socket.Publish();
        return new Uri("unix://" + path);
    }

    private async Task StopCoreAsync(CancellationToken cancellationToken)
    {
        // Off the caller's stack first: what hangs on the token runs inside Cancel.
        await Task.Yield();
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_stopTimeout);
        try
        {
            await _host.StopAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.Cut(_logger, _name);
        }

        Log.Stopped(_logger, _name);
    }
}
