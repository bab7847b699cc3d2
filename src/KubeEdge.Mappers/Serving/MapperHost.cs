using System.Diagnostics.CodeAnalysis;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Diagnostics;
using KubeEdge.Mappers.Edge;
using KubeEdge.Mappers.Reports;
using KubeEdge.Server;
using KubeEdge.Server.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Mappers.Serving;

/// <summary>One mapper: serves its socket, then registers, then reports; its devices run beside.</summary>
internal sealed partial class MapperHost : BackgroundService, IMapperState
{
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(30);

    private readonly MapperOptions _options;
    private readonly DeviceTools _tools;
    private readonly DeviceSet _devices;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private EdgeSession? _session;
    private string? _fault = "not yet started";

    public MapperHost(string name, IServiceProvider services, Func<DeviceDriver> newDriver)
    {
        _options = services.GetRequiredService<IOptionsMonitor<MapperOptions>>().Get(name);
        _loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = _loggers.CreateLogger<MapperHost>();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var metrics = services.GetRequiredService<MapperMetrics>();
        _tools = new DeviceTools(
            _options,
            time,
            services.GetService<Random>() ?? new Random(),
            newDriver,
            new ReportBoard(),
            new FaultLog(_loggers.CreateLogger<FaultLog>()),
            metrics);
        _devices = new DeviceSet(_tools);
        metrics.Observe(this);
    }

    public string Name => _options.Name;

    public string Protocol => _options.Protocol;

    public string? Fault => _session is { } session ? session.Fault : _fault;

    public int Waiting => _tools.Reports.Count;

    public IReadOnlyList<MappedDevice> Devices =>
        [.. _devices.Workers.Select(static worker => new MappedDevice(
            worker.Description.Context.Namespace, worker.Description.Context.Name, worker.State, worker.Fault))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Start of the host does not wait for sockets and edge cores.
        await Task.Yield();
        try
        {
            var endpoint = await ServeAsync(stoppingToken).ConfigureAwait(false);
            await using (endpoint.ConfigureAwait(false))
            {
                await TalkAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await _devices.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        var channel = new GrpcChannel(new Uri("unix://" + _options.EdgeSocket), new GrpcChannelOptions { TimeProvider = _tools.Time });
        await using (channel.ConfigureAwait(false))
        {
            var session = new EdgeSession(
                new EdgeClient(channel, _options), _devices, _tools.Reports, _tools, _loggers.CreateLogger<EdgeSession>());
            _session = session;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var register = session.RegisterAsync(either.Token);
            var report = session.ReportAsync(either.Token);
            // Neither ends by itself; if one does, the other must not go on alone.
            await Task.WhenAny(register, report).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(register, report).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes the endpoint.")]
    private async Task<ServerEndpoint> ServeAsync(CancellationToken cancellationToken)
    {
        var services = new DeviceService(_devices).AddTo(new GrpcServices(_loggers, new GrpcServicesOptions { TimeProvider = _tools.Time }));
        var delay = new RetryDelay(_options.RetryDelay, _longestDelay, _tools.Random);
        while (true)
        {
            try
            {
                return await ServerEndpoint.StartAsync(
                    _options.Name,
                    new ServerEndpointOptions { UnixSocket = _options.Socket, UnixSocketMode = _options.SocketMode, Http2 = true },
                    services.HandleAsync,
                    _loggers,
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // A folder that is not there yet, or not ours: somebody may mend that.
                if (_fault != exception.Message)
                {
                    _fault = exception.Message;
                    Log.NotServed(_logger, _options.Name, _options.Socket, exception.Message);
                }

                await Task.Delay(delay.Next(), _tools.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
