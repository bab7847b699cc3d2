using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Diagnostics;

internal sealed partial class FaultLog
{
    private static partial class Log
    {
        [LoggerMessage(6820, LogLevel.Warning, "{Operation} of {Place} failed: {Reason}")]
        public static partial void PropertyFailed(ILogger logger, Operation operation, string place, string reason);

        [LoggerMessage(6821, LogLevel.Warning, "Device {Device} failed: {Reason}")]
        public static partial void DeviceFailed(ILogger logger, DeviceKey device, string reason);

        [LoggerMessage(6822, LogLevel.Information, "Device {Device} is {State}")]
        public static partial void DeviceIs(ILogger logger, DeviceKey device, string state);

        [LoggerMessage(6823, LogLevel.Warning, "The edge core refuses reports of device {Device}: {Status}")]
        public static partial void ReportRefused(ILogger logger, DeviceKey device, GrpcStatus status);

        [LoggerMessage(6824, LogLevel.Warning, "A device of the edge core cannot be taken: {Status}")]
        public static partial void DeviceRefused(ILogger logger, GrpcStatus status);

        [LoggerMessage(6825, LogLevel.Warning,
            "Device {Device} has a pushMethod for {Properties}, which is not served: their values go to the edge core only")]
        public static partial void NotPushed(ILogger logger, DeviceKey device, string properties);
    }
}
