using System.Text.Json.Serialization;

namespace KubeEdge.ApiServer.Tokens;

/// <summary>The documents that this folder keeps in the store.</summary>
[JsonSerializable(typeof(SigningKeyRecord))]
internal sealed partial class TokenJson : JsonSerializerContext;
