using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KubeEdge.NodeAgent.Pods;

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>The types that this package reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(PodNote))]
internal sealed partial class NodeAgentJson : JsonSerializerContext;
