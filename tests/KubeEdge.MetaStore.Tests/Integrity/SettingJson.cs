using System.Text.Json.Serialization;

namespace KubeEdge.MetaStore.Tests.Integrity;

[JsonSerializable(typeof(Setting))]
internal sealed partial class SettingJson : JsonSerializerContext;
