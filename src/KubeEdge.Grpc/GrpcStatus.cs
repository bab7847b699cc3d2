namespace KubeEdge.Grpc;

/// <summary>How a call ended, and why.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Message">For people; empty when there is nothing to say.</param>
public readonly record struct GrpcStatus(GrpcStatusCode Code, string Message = "")
{
    /// <summary>Whether it ended well.</summary>
    public bool IsOk => Code == GrpcStatusCode.Ok;

    /// <summary>Code and message in one line.</summary>
    public override string ToString() => string.IsNullOrEmpty(Message) ? Code.ToString() : $"{Code}: {Message}";
}
