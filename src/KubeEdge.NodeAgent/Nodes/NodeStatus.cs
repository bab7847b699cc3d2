using System.Text.Json.Nodes;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>The node's status at one moment.</summary>
/// <param name="Value">The <c>status</c> of the node, complete.</param>
/// <param name="Essence">What of it is worth a report when it changes: everything but times and messages that hold figures.</param>
internal sealed record NodeStatus(JsonObject Value, string Essence);
