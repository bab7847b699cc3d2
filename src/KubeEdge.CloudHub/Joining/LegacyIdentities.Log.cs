using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class LegacyIdentities
{
    private static partial class Log
    {
        [LoggerMessage(
            6062,
            LogLevel.Warning,
            "Node {Node} has a certificate of a release before 1.16, which names no node; its key {Fingerprint} is bound to that name until it is renewed")]
        public static partial void Legacy(ILogger logger, string node, string fingerprint);
    }
}
