using System.Text.Json.Serialization;

namespace KubeEdge.EventBus.Topics;

/// <summary>The records of this package as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TopicRecord))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class EventBusJson : JsonSerializerContext;
