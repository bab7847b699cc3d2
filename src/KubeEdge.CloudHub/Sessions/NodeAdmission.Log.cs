using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

internal sealed partial class NodeAdmission
{
    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "Node {Node} connected (in place of an earlier session: {IsReplacing})")]
        public static partial void Connected(ILogger logger, LinkPeer node, bool isReplacing);
    }
}
