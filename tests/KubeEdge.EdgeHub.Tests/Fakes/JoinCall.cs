namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>What a node asked the certificate service.</summary>
/// <param name="Path">For instance <c>/edge.crt</c>.</param>
/// <param name="Authorization">The header; null without one.</param>
/// <param name="Serial">The serial number of the certificate it showed; null without one.</param>
/// <param name="Node">The header <c>NodeName</c>; null without one.</param>
/// <param name="Body">The signing request, DER.</param>
internal sealed record JoinCall(string Path, string? Authorization, string? Serial, string? Node, byte[] Body);
