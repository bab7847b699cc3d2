using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Joining;

internal sealed partial class CertificateRotation
{
    private static partial class Log
    {
        [LoggerMessage(5040, LogLevel.Information, "The certificate of node {Node} is renewed")]
        public static partial void Renewed(ILogger logger, string node);

        [LoggerMessage(5041, LogLevel.Warning, "The certificate of node {Node} cannot be renewed yet: {Reason}; tried until it is")]
        public static partial void NotRenewed(ILogger logger, string node, string? reason);
    }
}
