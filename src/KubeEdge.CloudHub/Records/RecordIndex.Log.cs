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
    }
}
