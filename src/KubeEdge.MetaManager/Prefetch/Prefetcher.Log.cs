using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Prefetch;

internal sealed partial class Prefetcher
{
    private static partial class Log
    {
        [LoggerMessage(6140, LogLevel.Error, "Fetching ahead what pods need has failed; it begins again")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(6141, LogLevel.Error, "A {Type} that pods need could not be fetched; it is tried again")]
        public static partial void FetchFailed(ILogger logger, Exception exception, string type);
    }
}
