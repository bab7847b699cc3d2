using KubeEdge.Dmi.Objects;
using KubeEdge.Grpc;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Dmi.Mappers;

internal sealed partial class MapperSession
{
    private static partial class Log
    {
        [LoggerMessage(7020, LogLevel.Warning, "Mapper {Mapper} of {Protocol} does not answer at {Address} ({Status}); it is tried again")]
        public static partial void Away(ILogger logger, string mapper, string protocol, string address, GrpcStatus status);

        [LoggerMessage(7021, LogLevel.Information, "Mapper {Mapper} of {Protocol} answers again")]
        public static partial void Back(ILogger logger, string mapper, string protocol);

        [LoggerMessage(7022, LogLevel.Warning, "Mapper {Mapper} of {Protocol} refused {Call} of {Key} ({Status}); it is asked again")]
        public static partial void Refused(
            ILogger logger, string mapper, string protocol, CallKind call, DmiKey key, GrpcStatus status);

        [LoggerMessage(7023, LogLevel.Warning, "Mapper {Mapper} of {Protocol} has no method for {Call} of a {Kind}; it is not asked again")]
        public static partial void Unimplemented(ILogger logger, string mapper, string protocol, CallKind call, DmiKind kind);

        [LoggerMessage(7024, LogLevel.Warning,
            "{Key} waits for its device model before the mapper of {Protocol} gets it; further ones are only counted")]
        public static partial void Held(ILogger logger, DmiKey key, string protocol);

        [LoggerMessage(7026, LogLevel.Warning,
            "{Key} stays with the mapper of {Protocol}, which has devices of it; further ones are only counted")]
        public static partial void Kept(ILogger logger, DmiKey key, string protocol);

        [LoggerMessage(7025, LogLevel.Error, "{Key} could not be handed to the mapper of {Protocol}; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception, DmiKey key, string protocol);
    }
}
