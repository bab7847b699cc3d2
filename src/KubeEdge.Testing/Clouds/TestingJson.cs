using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KubeEdge.Testing.Clouds;

/// <summary>Type information for what is read from messages.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class TestingJson : JsonSerializerContext;
