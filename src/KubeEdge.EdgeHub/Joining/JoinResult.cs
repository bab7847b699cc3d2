namespace KubeEdge.EdgeHub.Joining;

/// <summary>The outcome of joining or renewing.</summary>
/// <param name="Failure">Why not.</param>
/// <param name="Detail">The reason in words; null when it worked. Never holds a token.</param>
internal readonly record struct JoinResult(JoinFailure Failure, string? Detail = null);
