using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Records;

internal sealed partial class RecordWriter
{
    private static partial class Log
    {
        [LoggerMessage(
            6020,
            LogLevel.Warning,
            "Delivery record {Record} in {Namespace} was not created ({Status}: {Detail}); its object waits")]
        public static partial void CreateFailed(ILogger logger, string record, string? @namespace, RecordStatus status, string? detail);

        [LoggerMessage(6021, LogLevel.Warning, "Delivery record {Record} in {Namespace} was not written ({Status}: {Detail}); tried again")]
        public static partial void WriteFailed(ILogger logger, string record, string? @namespace, RecordStatus status, string? detail);
    }
}
