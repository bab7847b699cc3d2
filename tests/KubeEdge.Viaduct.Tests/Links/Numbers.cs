using System.Text.Json.Serialization;

namespace KubeEdge.Viaduct.Tests.Links;

[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(Thrower))]
internal sealed partial class Numbers : JsonSerializerContext;
