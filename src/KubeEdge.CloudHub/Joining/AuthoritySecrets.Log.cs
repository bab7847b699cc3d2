using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class AuthoritySecrets
{
    private static partial class Log
    {
        [LoggerMessage(6065, LogLevel.Warning, "Secret {Name} cannot be seen to in the API yet: {Problem}; tried again until it is")]
        public static partial void NotPublished(ILogger logger, string name, string problem);

        [LoggerMessage(
            6066,
            LogLevel.Error,
            "Secret kubeedge/casecret holds another authority than this hub's folder; it is left as it is, and nodes that trust it cannot connect here")]
        public static partial void OtherAuthority(ILogger logger);
    }
}
