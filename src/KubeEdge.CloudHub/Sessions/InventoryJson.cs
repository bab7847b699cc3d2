using System.Text.Json.Serialization;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>The JSON metadata of the inventory.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InventoryDocument))]
internal sealed partial class InventoryJson : JsonSerializerContext;
