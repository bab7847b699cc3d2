using KubeEdge.Grpc;
using KubeEdge.Grpc.Framing;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Grpc;

/// <summary>One method with its handler.</summary>
internal sealed class GrpcCall<TRequest, TResponse>(
    GrpcMethod<TRequest, TResponse> method, GrpcHandler<TRequest, TResponse> handler, int maximumBytes) : IGrpcCall
{
    public async Task<GrpcStatus> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var frames = new GrpcFrameReader(context.Request.BodyReader, maximumBytes);
        var frame = await frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (frame.Kind != GrpcFrameKind.Message)
        {
            return Refuse(frame, context.Request);
        }

        var request = Read(frame);
        if (!request.IsOk)
        {
            return request.Status;
        }

        if ((await frames.ReadAsync(cancellationToken).ConfigureAwait(false)).Kind != GrpcFrameKind.End)
        {
            return new(GrpcStatusCode.Internal, "the request has more than one message");
        }

        var result = await handler(request.Value, cancellationToken).ConfigureAwait(false);
        if (!result.IsOk)
        {
            return result.Status;
        }

        var response = GrpcFrame.Encode(result.Value, method.WriteResponse);
        await context.Response.BodyWriter.WriteAsync(response, cancellationToken).ConfigureAwait(false);
        return result.Status;
    }

    private GrpcStatus Refuse(GrpcFrame frame, HttpRequest request) => frame.Kind switch
    {
        GrpcFrameKind.TooLarge => new(
            GrpcStatusCode.ResourceExhausted, $"grpc: received message larger than max ({frame.Length} vs. {maximumBytes})"),
        GrpcFrameKind.Compressed when request.Headers[GrpcNames.Encoding] is [{ } encoding, ..] && encoding != GrpcNames.Identity =>
            new(GrpcStatusCode.Unimplemented, $"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\""),
        GrpcFrameKind.Compressed => new(GrpcStatusCode.Internal, "grpc: compressed flag set with identity or empty encoding"),
        GrpcFrameKind.Truncated => new(GrpcStatusCode.Internal, "the request ended within its message"),
        _ => new(GrpcStatusCode.Internal, "the request has no message"),
    };

    private GrpcResult<TRequest> Read(GrpcFrame frame)
    {
        try
        {
            return method.ReadRequest(frame.Body);
        }
        catch (Exception exception)
        {
            return new GrpcStatus(GrpcStatusCode.Internal, $"grpc: error unmarshalling request: {exception.Message}");
        }
    }
}
