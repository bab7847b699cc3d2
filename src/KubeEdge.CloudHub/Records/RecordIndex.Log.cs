using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Records;

internal sealed partial class RecordIndex
{
    private static partial class Log
    {
        [LoggerMessage(6025, LogLevel.Warning, "Delivery record {Namespace}/{Record} names no object that this hub knows; left alone")]
        public static partial void Unreadable(ILogger logger, string? @namespace, string record);

        [LoggerMessage(6026, LogLevel.Information, "All delivery records are read; delivery begins")]
        public static partial void Loaded(ILogger logger);

        [LoggerMessage(6028, LogLevel.Error, "Reading the delivery records of type {Type} failed; it begins anew after a pause")]
        public static partial void BeginsAnew(ILogger logger, Exception exception, string type);

        [LoggerMessage(6027, LogLevel.Error, "Delivery record {Namespace}/{Record} could not be taken over; left alone")]
        public static partial void Failed(ILogger logger, Exception exception, string? @namespace, string record);
    }
}
