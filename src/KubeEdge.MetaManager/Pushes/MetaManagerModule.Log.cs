using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Pushes;

internal sealed partial class MetaManagerModule
{
    private static partial class Log
    {
        [LoggerMessage(6100, LogLevel.Warning, "A message from {Source} is refused: {Error}; further ones of this kind are only counted")]
        public static partial void Refused(ILogger logger, string source, string error);

        [LoggerMessage(6101, LogLevel.Warning, "{Resource} comes from '{Source}', which is no module of the cloud that is known here; it is stored")]
        public static partial void UnknownSource(ILogger logger, string source, string resource);
    }
}
