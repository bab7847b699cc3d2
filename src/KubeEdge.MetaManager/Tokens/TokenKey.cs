using System.Text.Json.Nodes;

namespace KubeEdge.MetaManager.Tokens;

/// <summary>
/// What makes two token requests the same: account, audiences, lifetime and the object the token is bound to. The original has the same
/// parts in Go's notation, but looks up by what was asked and stores by what was answered, so it misses whenever the cloud fills in an
/// audience.
/// </summary>
internal static class TokenKey
{
    public static string Of(string space, string account, JsonObject request)
    {
        var spec = request["spec"] as JsonObject;
        var bound = spec?["boundObjectRef"] as JsonObject;
        var parts = new JsonArray(
            Text(space),
            Text(account),
            spec?["audiences"]?.DeepClone(),
            spec?["expirationSeconds"]?.DeepClone(),
            bound?["kind"]?.DeepClone(),
            bound?["apiVersion"]?.DeepClone(),
            bound?["name"]?.DeepClone(),
            bound?["uid"]?.DeepClone());
        return parts.ToJsonString();
    }

    private static JsonValue Text(string text) => JsonValue.Create(text);
}
