using System.Diagnostics.Metrics;
using System.Net.Sockets;
using KubeEdge.Dmi.Diagnostics;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Reports;
using KubeEdge.Server;
using KubeEdge.Server.Grpc;
using KubeEdge.Shared.Dmi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Serving;

/// <summary>
/// Serves the socket, as soon as it can be made. When somebody has removed the file, mappers could never find it again: it is made anew.
/// </summary>
internal sealed partial class DmiServer(
    RegistrationHandler registrations,
    ReportHandler reports,
    DmiState state,
    IOptions<DmiOptions> options,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<DmiServer> logger,
    IMeterFactory? meters = null)
{
    private const string Name = "dmi";

    private static readonly TimeSpan _look = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken stopping)
    {
        var limits = new GrpcServicesOptions
        {
            MaximumMessageBytes = options.Value.MaximumMessageBytes, TimeProvider = time, MeterFactory = meters,
        };
        var services = new GrpcServices(loggers, limits)
            .Add(DmiMethods.MapperRegister, registrations.RegisterAsync)
            .Add(DmiMethods.ReportDeviceStatus, reports.ReportAsync)
            .Add(DmiMethods.ReportDeviceStates, reports.ReportAsync);
        var isRefused = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(services, stopping).ConfigureAwait(false);
                isRefused = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
            {
                if (!isRefused)
                {
                    Log.NotServed(logger, exception, options.Value.SocketFile);
                }

                isRefused = true;
                await Task.Delay(_look, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(GrpcServices services, CancellationToken stopping)
    {
        var endpoint = await ServerEndpoint.StartAsync(Name, Settings(), services.HandleAsync, loggers, stopping).ConfigureAwait(false);
        await using (endpoint.ConfigureAwait(false))
        {
            state.Socket = options.Value.SocketFile;
            await WatchAsync(stopping).ConfigureAwait(false);
            state.Socket = null;
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(_look, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested && !File.Exists(options.Value.SocketFile))
            {
                Log.Vanished(logger, options.Value.SocketFile);
                return;
            }
        }
    }

    private ServerEndpointOptions Settings()
    {
        var settings = new ServerEndpointOptions
        {
            UnixSocket = options.Value.SocketFile,
            UnixSocketMode = options.Value.SocketMode,
            Http2 = true,
            TimeProvider = time,
            MeterFactory = meters,
        };
        settings.Limits.MaxConnections = options.Value.MaximumConnections;
        return settings;
    }
}
