using System.Text.Json.Serialization;

namespace KubeEdge.Dmi.Mappers;

/// <summary>The types that this package stores.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MapperRecord))]
[JsonSerializable(typeof(string))]
internal sealed partial class DmiJson : JsonSerializerContext;
