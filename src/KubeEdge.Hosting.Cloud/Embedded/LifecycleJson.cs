using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>Writes patches.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class LifecycleJson : JsonSerializerContext;
