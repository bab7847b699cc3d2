using KubeEdge.Grpc;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Grpc;

/// <summary>A method without its types.</summary>
internal interface IGrpcCall
{
    /// <summary>Reads the request, has it answered and writes the response. The status is the caller's to write.</summary>
    Task<GrpcStatus> AnswerAsync(HttpContext context, CancellationToken cancellationToken);
}
