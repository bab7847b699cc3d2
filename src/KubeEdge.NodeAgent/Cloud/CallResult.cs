using System.Text.Json.Nodes;

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>What came of a call.</summary>
/// <param name="Status">How the cloud answered.</param>
/// <param name="Object">The object in the answer; null when there is none.</param>
/// <param name="Error">The cloud's words when it refused; null when it did not.</param>
internal readonly record struct CallResult(CallStatus Status, JsonObject? Object = null, string? Error = null);
