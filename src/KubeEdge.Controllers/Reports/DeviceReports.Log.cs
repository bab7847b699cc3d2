using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Reports;

internal sealed partial class DeviceReports
{
    private static partial class Log
    {
        [LoggerMessage(
            6250,
            LogLevel.Warning,
            "Node {Node} reports {Resource}, and has no such device; not confirmed. Named once, counted always")]
        public static partial void UnknownDevice(ILogger logger, string node, string resource);

        [LoggerMessage(6251, LogLevel.Warning, "Node {Node} reports {Resource} with content that cannot be read: {Problem}. Named once, counted always")]
        public static partial void Malformed(ILogger logger, string node, string resource, string problem);

        [LoggerMessage(6252, LogLevel.Warning, "Node {Node} says {Operation} {Resource}, which is nothing that is known. Named once, counted always")]
        public static partial void NotKnown(ILogger logger, string node, string operation, string resource);

        [LoggerMessage(
            6253,
            LogLevel.Warning,
            "{Count} properties reported of {Device} are not in its spec.properties and are not shown. Named once, counted always")]
        public static partial void Undeclared(ILogger logger, string device, int count);
    }
}
