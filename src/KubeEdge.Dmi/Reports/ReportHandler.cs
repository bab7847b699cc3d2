using KubeEdge.Dmi.Diagnostics;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Reports;

/// <summary>
/// Takes what mappers report. The original answers success before anybody has looked at a report, and ends when a value is missing; here
/// the answer is that of the twins, and a value that is missing is left out.
/// </summary>
internal sealed class ReportHandler(
    TwinRequests twins, ReportLimits limits, DmiMetrics metrics, IOptions<DmiOptions> options, TimeProvider time)
{
    private const string Topics = "$hw/events/device/";

    public async ValueTask<GrpcResult<ReportDeviceStatusResponse>> ReportAsync(
        ReportDeviceStatusRequest request, CancellationToken cancellationToken)
    {
        var reported = request.ReportedDevice?.Twins;
        var status = Admit(request.DeviceNamespace, request.DeviceName, reported?.Count, out var device);
        if (status.IsOk && reported is not null)
        {
            var now = time.GetUtcNow();
            var payloads = reported
                .Where(static twin => twin.ObservedDesired is { Value.Length: > 0 } || twin.Reported is { Value.Length: > 0 })
                .Select(twin => ReportJson.Update(twin, now));
            status = await twins.SendAsync($"{Topics}{device}/twin/update", [.. payloads], cancellationToken).ConfigureAwait(false);
        }

        metrics.Reported(status.Code);
        return status.IsOk ? new ReportDeviceStatusResponse() : status;
    }

    public async ValueTask<GrpcResult<ReportDeviceStatesResponse>> ReportAsync(
        ReportDeviceStatesRequest request, CancellationToken cancellationToken)
    {
        var status = Admit(request.DeviceNamespace, request.DeviceName, 1, out var device);
        if (status.IsOk)
        {
            var payload = ReportJson.State(request.State, time.GetUtcNow());
            status = await twins.SendAsync($"{Topics}{device}/state/update", [payload], cancellationToken).ConfigureAwait(false);
        }

        metrics.Reported(status.Code);
        return status.IsOk ? new ReportDeviceStatesResponse() : status;
    }

    private GrpcStatus Admit(string ns, string name, int? count, out string device)
    {
        device = options.Value.OmitNamespaces || ns.Length == 0 ? name : $"{ns}/{name}";
        if (!IsName(name) || (ns.Length > 0 && !IsName(ns)))
        {
            return new(GrpcStatusCode.InvalidArgument, $"'{ns}/{name}' is no device: neither part may have a slash or a blank");
        }

        if (count is null)
        {
            return new(GrpcStatusCode.InvalidArgument, "ReportDeviceStatusRequest does not have twin data");
        }

        if (count > options.Value.MaximumTwins)
        {
            return new(GrpcStatusCode.InvalidArgument, $"a report may have {options.Value.MaximumTwins} properties, not {count}");
        }

        return limits.TryTake(new DmiKey(DmiKind.Device, ns.Length == 0 ? DmiKey.DefaultNamespace : ns, name))
            ? default
            : new(GrpcStatusCode.ResourceExhausted, $"fail to report device status because of too many request: {name}");
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 253 && !text.AsSpan().ContainsAny('/', ' ');
}
