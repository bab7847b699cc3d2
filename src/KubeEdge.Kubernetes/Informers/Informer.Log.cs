using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Kubernetes.Informers;

/// <content>Log messages.</content>
public sealed partial class Informer
{
    private static partial class Log
    {
        [LoggerMessage(6500, LogLevel.Information, "Listed {Resource}: {Count} objects at version {Version}.")]
        public static partial void Listed(ILogger logger, ResourceType resource, int count, string version);

        [LoggerMessage(6501, LogLevel.Warning, "Following {Resource} failed ({Error}); trying again in {Wait}.")]
        public static partial void Failed(ILogger logger, ResourceType resource, KubeStatus error, TimeSpan wait);

        [LoggerMessage(6502, LogLevel.Information, "Listing {Resource} again: watching on from version {Version} is not possible ({Error}).")]
        public static partial void ListsAgain(ILogger logger, ResourceType resource, string version, KubeStatus error);
    }
}
