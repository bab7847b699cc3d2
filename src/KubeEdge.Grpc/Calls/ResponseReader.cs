using System.IO.Pipelines;
using KubeEdge.Grpc.Framing;

namespace KubeEdge.Grpc.Calls;

/// <summary>Takes the messages of one response, and its status after the last.</summary>
internal sealed class ResponseReader<T>(HttpResponseMessage response, PipeReader body, GrpcRead<T> read, int maximumBytes)
{
    private readonly GrpcFrameReader _frames = new(body, maximumBytes);

    /// <summary>The next message; at the end the status, which is Ok when nothing went wrong.</summary>
    public async ValueTask<(bool HasMessage, T? Message, GrpcStatus Status)> ReadAsync(CancellationToken cancellationToken)
    {
        var frame = await _frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        return frame.Kind switch
        {
            GrpcFrameKind.Message => Parse(frame),
            GrpcFrameKind.End => (false, default, ResponseStatus.OfTrailers(response)),
            GrpcFrameKind.TooLarge => (false, default, new(
                GrpcStatusCode.ResourceExhausted, $"A message of {frame.Length} bytes is larger than the limit of {maximumBytes}.")),
            GrpcFrameKind.Compressed => (false, default, new(GrpcStatusCode.Internal, "A message is compressed, which was not asked for.")),
            _ => (false, default, Truncated()),
        };
    }

    private (bool HasMessage, T? Message, GrpcStatus Status) Parse(GrpcFrame frame)
    {
        try
        {
            return (true, read(frame.Body), default);
        }
        catch (Exception exception)
        {
            return (false, default, new(GrpcStatusCode.Internal, $"A message cannot be read: {exception.Message}"));
        }
    }

    // A server that fails within a message still says why.
    private GrpcStatus Truncated() =>
        ResponseStatus.OfTrailers(response) is { IsOk: false } status ? status : new(GrpcStatusCode.Internal, "The response ended within a message.");
}
