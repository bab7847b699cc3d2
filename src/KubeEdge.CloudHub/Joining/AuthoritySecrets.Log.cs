using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

internal sealed partial class AuthoritySecrets
{
    private static partial class Log
    {
        [LoggerMessage(6065, LogLevel.Warning, "Secret {Name} cannot be seen to in the API yet: {Problem}; tried again until it is")]
        public static partial void NotPublished(ILogger logger, string name, string problem);

        [LoggerMessage(6066, LogLevel.Error, "{Problem}")]
        public static partial void OtherAuthority(ILogger logger, string problem);

        [LoggerMessage(
            6070, LogLevel.Information, "The authority {Fingerprint} of Secret kubeedge/casecret is taken over into {Directory}")]
        public static partial void TakenOver(ILogger logger, string fingerprint, string directory);
    }
}
