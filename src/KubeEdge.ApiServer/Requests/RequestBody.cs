using KubeEdge.ApiServer.Protobuf;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Reads request bodies, never more than the limit.</summary>
internal static class RequestBody
{
    private const string Json = "application/json";

    /// <summary>Reads the whole body. Null and the bytes, or the answer to a body that is too large or broken.</summary>
    public static async ValueTask<(KubeStatus? Error, ReadOnlyMemory<byte> Bytes)> ReadAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return (KubeStatus.TooLarge(limit), default);
        }

        try
        {
            var capacity = (int)(context.Request.ContentLength ?? 0);
            using var bytes = new MemoryStream(capacity);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                if (bytes.Length + read > limit)
                {
                    return (KubeStatus.TooLarge(limit), default);
                }

                bytes.Write(buffer, 0, read);
            }

            return (null, bytes.ToArray());
        }
        catch (BadHttpRequestException broken)
        {
            return (broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? KubeStatus.TooLarge(limit) : KubeStatus.BadRequest(broken.Message), default);
        }
    }

    /// <summary>Whether the body is said to be JSON, or nothing is said.</summary>
    public static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) || MediaRange.Read(request.ContentType).Type is Json or "*/*";

    /// <summary>Whether the body is said to be in the binary form of Kubernetes.</summary>
    public static bool IsProtobuf(HttpRequest request) =>
        !string.IsNullOrEmpty(request.ContentType) && MediaRange.Read(request.ContentType).Type is ProtobufEnvelope.MediaType;

    /// <summary>The answer to any other type.</summary>
    public static KubeStatus Unsupported() => new(
        StatusCodes.Status415UnsupportedMediaType,
        StatusReasons.UnsupportedMediaType,
        $"the body of the request was in an unknown format - accepted media types include: {Json}, {ProtobufEnvelope.MediaType}");
}
