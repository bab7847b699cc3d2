using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Grpc;

public sealed partial class GrpcServices
{
    private static partial class Log
    {
        [LoggerMessage(6420, LogLevel.Error, "The method {Path} failed")]
        public static partial void Failed(ILogger logger, string path, Exception exception);
    }
}
