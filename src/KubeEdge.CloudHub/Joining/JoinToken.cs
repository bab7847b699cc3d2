namespace KubeEdge.CloudHub.Joining;

/// <summary>What a valid token allows.</summary>
/// <param name="NodeName">The only node it is for; null for any, as the original's tokens.</param>
/// <param name="Id">Its id when it may be used once; null otherwise.</param>
/// <param name="Expires">Until when it is good.</param>
internal readonly record struct JoinToken(string? NodeName, string? Id, DateTimeOffset Expires);
