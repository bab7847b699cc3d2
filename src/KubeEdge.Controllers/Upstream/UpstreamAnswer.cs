using KubeEdge.Beehive.Messages;

namespace KubeEdge.Controllers.Upstream;

/// <summary>What a node is told.</summary>
/// <param name="Content">The content of the response.</param>
/// <param name="ResourceVersion">The object's version for the header; null when there is none.</param>
internal readonly record struct UpstreamAnswer(MessageContent Content, string? ResourceVersion = null);
