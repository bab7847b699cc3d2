namespace KubeEdge.Grpc.Framing;

/// <summary>The words of gRPC over HTTP/2.</summary>
public static class GrpcNames
{
    /// <summary>The content type of requests and responses; a suffix such as <c>+proto</c> may follow.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>Header: how long the caller waits, see <see cref="GrpcText.FormatTimeout"/>.</summary>
    public const string Timeout = "grpc-timeout";

    /// <summary>Header: how messages are compressed.</summary>
    public const string Encoding = "grpc-encoding";

    /// <summary>The only encoding that is spoken here: none.</summary>
    public const string Identity = "identity";

    /// <summary>Trailer, or header of a response without a message: the number of the status.</summary>
    public const string Status = "grpc-status";

    /// <summary>Beside it: why, see <see cref="GrpcText.EncodeMessage"/>.</summary>
    public const string Message = "grpc-message";
}
