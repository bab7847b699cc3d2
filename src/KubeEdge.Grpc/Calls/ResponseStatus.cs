using System.Globalization;
using System.Net.Http.Headers;
using KubeEdge.Grpc.Framing;

namespace KubeEdge.Grpc.Calls;

/// <summary>The status that a server wrote, in the headers of a response without messages or in the trailers of any.</summary>
internal static class ResponseStatus
{
    /// <summary>Checks that a response is one of gRPC and tells the status if it stands at the front already.</summary>
    public static GrpcStatus? OfHeaders(HttpResponseMessage response)
    {
        var contentType = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode != System.Net.HttpStatusCode.OK
            || contentType?.StartsWith(GrpcNames.ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Read(response.Headers) ?? CallFailure.Of(response.StatusCode, contentType);
        }

        return Read(response.Headers);
    }

    /// <summary>The status at the end; a body without one was cut off by something that does not know of trailers.</summary>
    public static GrpcStatus OfTrailers(HttpResponseMessage response) =>
        Read(response.TrailingHeaders) ?? new(GrpcStatusCode.Internal, "The response ended without a status.");

    private static GrpcStatus? Read(HttpResponseHeaders headers)
    {
        if (First(headers, GrpcNames.Status) is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new(GrpcStatusCode.Internal, $"The status \"{text}\" is not a number.");
        }

        var message = GrpcText.DecodeMessage(First(headers, GrpcNames.Message) ?? "");
        return number <= (int)GrpcStatusCode.Unauthenticated
            ? new((GrpcStatusCode)number, message)
            : new(GrpcStatusCode.Unknown, $"Status {number}: {message}");
    }

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
