using System.Net;

namespace KubeEdge.Grpc.Calls;

/// <summary>The statuses of calls that got none from a gRPC server, as the standard maps them.</summary>
internal static class CallFailure
{
    /// <summary>What a broken connection or stream means; null for an exception that is neither.</summary>
    public static GrpcStatus? Of(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is HttpProtocolException protocol)
            {
                return new(OfReset(protocol.ErrorCode), protocol.Message);
            }
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                new(GrpcStatusCode.Internal, exception.Message),
            HttpRequestException or IOException => new(GrpcStatusCode.Unavailable, Reason(exception)),
            _ => null,
        };
    }

    /// <summary>What an answer means that is none of gRPC's: from a proxy, or from a server of something else.</summary>
    public static GrpcStatus Of(HttpStatusCode status, string? contentType)
    {
        var code = status switch
        {
            HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
            HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
            HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => GrpcStatusCode.Unavailable,
            _ => GrpcStatusCode.Unknown,
        };
        return new(code, $"The peer answered HTTP {(int)status} with content type \"{contentType}\"; it does not speak gRPC here.");
    }

    // The numbers of RFC 9113, section 7.
    private static GrpcStatusCode OfReset(long code) => code switch
    {
        7 => GrpcStatusCode.Unavailable,
        8 => GrpcStatusCode.Cancelled,
        11 => GrpcStatusCode.ResourceExhausted,
        12 => GrpcStatusCode.PermissionDenied,
        _ => GrpcStatusCode.Internal,
    };

    // The reason of the socket says more than "an error occurred while sending the request".
    private static string Reason(Exception exception) => exception.InnerException is { } inner ? inner.Message : exception.Message;
}
