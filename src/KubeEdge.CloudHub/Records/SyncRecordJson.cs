using System.Text.Json.Serialization;

namespace KubeEdge.CloudHub.Records;

/// <summary>The JSON metadata of records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SyncRecordDocument))]
internal sealed partial class SyncRecordJson : JsonSerializerContext;
