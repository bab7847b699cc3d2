using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>What a failed dial means.</summary>
internal static class DialFailures
{
    /// <summary>The meaning of an exception; null when it is none of the network's.</summary>
    public static DialFailure? From(Exception exception, bool isSecure) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => DialFailure.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } when isSecure => DialFailure.Tls,
        HttpRequestException when IsTls(exception) => DialFailure.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => DialFailure.NotWebSocket,
        HttpRequestException or IOException or SocketException => DialFailure.Unreachable,
        AuthenticationException => DialFailure.Tls,
        _ => null,
    };

    /// <summary>The whole chain of reasons in one line; the last one is usually the telling one.</summary>
    public static string Describe(Exception exception)
    {
        var text = exception.Message;
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!text.Contains(inner.Message, StringComparison.Ordinal))
            {
                text += $" ({inner.Message})";
            }
        }

        return text;
    }

    /// <summary>The meaning of a response; null when it is the upgrade.</summary>
    public static DialResult? From(HttpResponseMessage response, string acceptKey, TimeProvider time)
    {
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            return DialRequest.Header(response, "Sec-WebSocket-Accept") == acceptKey
                ? null
                : new DialResult(null, DialFailure.NotWebSocket, "the answer does not belong to the upgrade request");
        }

        var failure = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => DialFailure.Refused,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => DialFailure.Busy,
            _ => DialFailure.NotWebSocket,
        };
        return new(null, failure, $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}", RetryAfter(response, time));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var retry = response.Headers.RetryAfter;
        var after = retry?.Delta ?? (retry?.Date is { } date ? date - time.GetUtcNow() : null);
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    // Under TLS 1.3 a server refuses our certificate after our part of the handshake, so it shows while reading the answer: as an alert,
    // or as the end of the connection.
    private static bool IsTls(Exception exception)
    {
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException || inner.Message.Contains("SSL", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
