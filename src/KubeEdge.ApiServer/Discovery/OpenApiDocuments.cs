using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>
/// As much of <c>/openapi</c> as stock clients cannot do without. kubectl validates against the second version in protobuf before it
/// creates or applies anything: an empty document is a valid protobuf message without definitions, and what has no definition passes.
/// The third version is left out (404), after which kubectl falls back to the second and then to its own merge rules.
/// </summary>
internal static class OpenApiDocuments
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    // Clients up to 1.26 and after spell it with an at sign, which is no legal media type and so never the answer's.
    private const string ProtobufAsked = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private static readonly byte[] _emptySwagger =
        """{"swagger":"2.0","info":{"title":"KubeEdge","version":"v1"},"paths":{},"definitions":{}}"""u8.ToArray();

    public static Task WriteAsync(HttpContext context, string path)
    {
        if (path != "/openapi/v2")
        {
            return ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
        }

        foreach (var range in MediaRange.ReadAll(context.Request.Headers.Accept))
        {
            if (range.Type is Protobuf or ProtobufAsked)
            {
                context.Response.ContentType = Protobuf;
                context.Response.ContentLength = 0;
                return Task.CompletedTask;
            }

            if (range.Accepts(ApiResponse.Json))
            {
                return ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, _emptySwagger);
            }
        }

        return ApiResponse.WriteStatusAsync(context, KubeStatus.NotAcceptable(ApiResponse.Json, Protobuf));
    }
}
