using System.Globalization;
using Google.Protobuf;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Reports;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Mappers.Edge;

/// <summary>What a mapper says to the edge core.</summary>
internal sealed class EdgeClient(GrpcChannel channel, MapperOptions options)
{
    private const string ApiVersion = "v1beta1";
    private const string State = "OK";

    // Go's edge core has no better code for it than Unknown.
    private const string TooMany = "too many request";

    public ValueTask<GrpcResult<MapperRegisterResponse>> RegisterAsync(CancellationToken cancellationToken) =>
        channel.CallAsync(
            DmiMethods.MapperRegister,
            new MapperRegisterRequest
            {
                WithData = true,
                Mapper = new MapperInfo
                {
                    Name = options.Name,
                    Version = options.Version,
                    ApiVersion = ApiVersion,
                    Protocol = options.Protocol,
                    Address = ByteString.CopyFromUtf8(options.Socket),
                    State = State,
                },
            },
            options.EdgeTimeout,
            cancellationToken);

    public async ValueTask<GrpcStatus> ReportAsync(DeviceReport report, CancellationToken cancellationToken)
    {
        var request = new ReportDeviceStatusRequest
        {
            DeviceName = report.Device.Name,
            DeviceNamespace = report.Device.Namespace,
            ReportedDevice = new DeviceStatus(),
        };
        foreach (var value in report.Values)
        {
            request.ReportedDevice.Twins.Add(ToTwin(value));
        }

        return (await channel.CallAsync(DmiMethods.ReportDeviceStatus, request, options.EdgeTimeout, cancellationToken).ConfigureAwait(false)).Status;
    }

    public async ValueTask<GrpcStatus> ReportStateAsync(DeviceReport report, CancellationToken cancellationToken) =>
        (await channel.CallAsync(
            DmiMethods.ReportDeviceStates,
            new ReportDeviceStatesRequest { DeviceName = report.Device.Name, DeviceNamespace = report.Device.Namespace, State = report.State ?? "" },
            options.EdgeTimeout,
            cancellationToken).ConfigureAwait(false)).Status;

    /// <summary>Both halves are always there: Go's edge core ends when one is missing.</summary>
    public static Twin ToTwin(ReportedValue value)
    {
        var reported = new TwinProperty { Value = value.Value };
        reported.Metadata["timestamp"] = value.TimestampMs.ToString(CultureInfo.InvariantCulture);
        reported.Metadata["type"] = value.Property.Type;
        return new Twin
        {
            PropertyName = value.Property.Name,
            ObservedDesired = new TwinProperty { Value = value.Desired },
            Reported = reported,
        };
    }

    public static EdgeOutcome Judge(GrpcStatus status) => status.Code switch
    {
        GrpcStatusCode.Ok => EdgeOutcome.Done,
        GrpcStatusCode.Unavailable or GrpcStatusCode.DeadlineExceeded or GrpcStatusCode.Cancelled => EdgeOutcome.Away,
        GrpcStatusCode.ResourceExhausted => EdgeOutcome.Busy,
        GrpcStatusCode.Unknown when status.Message.Contains(TooMany, StringComparison.Ordinal) => EdgeOutcome.Busy,
        GrpcStatusCode.InvalidArgument or GrpcStatusCode.Unimplemented => EdgeOutcome.Invalid,
        _ => EdgeOutcome.Refused,
    };
}
