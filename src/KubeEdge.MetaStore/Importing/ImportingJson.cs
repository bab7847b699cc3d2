using System.Text.Json.Serialization;

namespace KubeEdge.MetaStore.Importing;

/// <summary>The records of an import as JSON.</summary>
[JsonSerializable(typeof(ImportedTopic))]
internal sealed partial class ImportingJson : JsonSerializerContext;
