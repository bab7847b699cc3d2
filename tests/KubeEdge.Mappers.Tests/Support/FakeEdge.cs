using System.Threading.Channels;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Server;
using KubeEdge.Server.Grpc;
using KubeEdge.Shared.Dmi;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Mappers.Tests.Support;

/// <summary>An edge core on a socket, which answers as a test wants and keeps what it was told.</summary>
internal sealed class FakeEdge : IAsyncDisposable
{
    private readonly Channel<MapperRegisterRequest> _registrations = Channel.CreateUnbounded<MapperRegisterRequest>();
    private readonly Channel<ReportDeviceStatusRequest> _reports = Channel.CreateUnbounded<ReportDeviceStatusRequest>();
    private readonly Channel<ReportDeviceStatesRequest> _states = Channel.CreateUnbounded<ReportDeviceStatesRequest>();
    private ServerEndpoint? _endpoint;

    /// <summary>What a registration is answered.</summary>
    public MapperRegisterResponse Data { get; } = new();

    /// <summary>How a report is answered.</summary>
    public Func<ReportDeviceStatusRequest, GrpcStatus> OnReport { get; set; } = static _ => default;

    /// <summary>Runs after the answer to a registration was made and before it is sent.</summary>
    public Func<Task> OnRegister { get; set; } = static () => Task.CompletedTask;

    /// <summary>Whether it knows of states: not before 1.18.</summary>
    public bool KnowsStates { get; set; } = true;

    public async Task StartAsync(string socket)
    {
        var services = new GrpcServices(NullLoggerFactory.Instance)
            .Add(DmiMethods.MapperRegister, async (request, _) =>
            {
                var answer = Data.Clone();
                await OnRegister();
                _registrations.Writer.TryWrite(request);
                return answer;
            })
            .Add(DmiMethods.ReportDeviceStatus, (request, _) =>
            {
                var status = OnReport(request);
                _reports.Writer.TryWrite(request);
                return status.IsOk ? new(new ReportDeviceStatusResponse()) : new(status);
            });
        if (KnowsStates)
        {
            services.Add(DmiMethods.ReportDeviceStates, (request, _) =>
            {
                _states.Writer.TryWrite(request);
                return new(new ReportDeviceStatesResponse());
            });
        }

        _endpoint = await ServerEndpoint.StartAsync(
            "edge", new ServerEndpointOptions { UnixSocket = socket, Http2 = true }, services.HandleAsync, NullLoggerFactory.Instance);
    }

    public Task<MapperRegisterRequest> NextRegistrationAsync() => _registrations.Reader.ReadAsync().AsTask().WaitAsync(Rig.Patience);

    public Task<ReportDeviceStatesRequest> NextStateAsync() => _states.Reader.ReadAsync().AsTask().WaitAsync(Rig.Patience);

    /// <summary>The next report as <c>device property=value(wish)</c>, properties in order.</summary>
    public async Task<string> NextReportAsync()
    {
        var report = await _reports.Reader.ReadAsync().AsTask().WaitAsync(Rig.Patience);
        var twins = report.ReportedDevice.Twins
            .OrderBy(twin => twin.PropertyName, StringComparer.Ordinal)
            .Select(twin => $"{twin.PropertyName}={twin.Reported.Value}({twin.ObservedDesired.Value})");
        return $"{report.DeviceNamespace}/{report.DeviceName} {string.Join(' ', twins)}";
    }

    public bool HasReport => _reports.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => _endpoint?.DisposeAsync() ?? ValueTask.CompletedTask;
}
