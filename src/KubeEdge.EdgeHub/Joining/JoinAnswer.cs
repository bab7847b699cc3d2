namespace KubeEdge.EdgeHub.Joining;

/// <summary>What the certificate service answered.</summary>
/// <param name="Body">The document, DER; null when there is none.</param>
/// <param name="Result">Whether it is one, and if not, why.</param>
internal readonly record struct JoinAnswer(byte[]? Body, JoinResult Result);
