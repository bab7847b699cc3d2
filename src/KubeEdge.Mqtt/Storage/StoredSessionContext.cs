using System.Text.Json.Serialization;

namespace KubeEdge.Mqtt.Storage;

[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(StoredWill))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class StoredSessionContext : JsonSerializerContext;
