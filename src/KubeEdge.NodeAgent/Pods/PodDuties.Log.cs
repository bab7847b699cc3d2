using Microsoft.Extensions.Logging;

namespace KubeEdge.NodeAgent.Pods;

internal sealed partial class PodDuties
{
    private static partial class Log
    {
        [LoggerMessage(6920, LogLevel.Warning,
            "The cloud refuses what the node says about pod {Namespace}/{Name}: {Problem}; it is tried again")]
        public static partial void Refused(ILogger logger, string? @namespace, string name, string? problem);
    }
}
