using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>The types that this package reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(StoredToken))]
[JsonSerializable(typeof(string))]
internal sealed partial class MetaManagerJson : JsonSerializerContext;
