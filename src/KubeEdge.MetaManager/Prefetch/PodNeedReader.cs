using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Finds what a pod needs: ConfigMaps and Secrets wherever it names them, and the tokens that it mounts.</summary>
internal sealed class PodNeedReader(WireTypes types)
{
    private const string TokenType = "serviceaccounttoken";
    private const string DefaultAccount = "default";

    /// <summary>What Kubernetes fills in where a pod names no lifetime, in seconds.</summary>
    private const long DefaultLifetime = 3600;

    public IReadOnlyList<PodNeed> Read(ReadOnlyMemory<byte> json)
    {
        if (!KubeObject.TryParse(json, out var pod, out _) || pod.Namespace is not { } space)
        {
            return [];
        }

        var keys = new HashSet<ResourceKey>();
        PodReferences.Read(pod, keys);
        var needs = new List<PodNeed>();
        foreach (var key in keys)
        {
            // A cloud of the original answers no questions about accounts.
            if (key.Resource is "configmaps" or "secrets")
            {
                needs.Add(new PodNeed(key.ToString(), types.PathOf(key), key, default));
            }
        }

        try
        {
            AddTokens(pod, space, needs);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            // A member twice, which shows only when it is read. One odd pod must not keep the others without what they need.
        }

        return needs;
    }

    private static void AddTokens(KubeObject pod, string space, List<PodNeed> needs)
    {
        if (pod.Json.Span.IndexOf("\"serviceAccountToken\""u8) < 0 || pod.ToNode()["spec"] is not JsonObject spec)
        {
            return;
        }

        var account = TextOf(spec["serviceAccountName"]) ?? DefaultAccount;
        foreach (var volume in spec["volumes"] as JsonArray ?? [])
        {
            foreach (var source in ((volume as JsonObject)?["projected"] as JsonObject)?["sources"] as JsonArray ?? [])
            {
                if ((source as JsonObject)?["serviceAccountToken"] is JsonObject projection)
                {
                    var request = RequestFor(pod, projection);
                    var id = TokenKey.Of(space, account, request);
                    needs.Add(new PodNeed(
                        id, new ResourcePath(space, TokenType, account), default, Encoding.UTF8.GetBytes(request.ToJsonString())));
                }
            }
        }
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    // Member for member what the original's kubelet asks, so that whoever asks the same finds the token.
    private static JsonObject RequestFor(KubeObject pod, JsonObject projection)
    {
        JsonArray? audiences = TextOf(projection["audience"]) is { } audience ? new JsonArray(JsonValue.Create(audience)) : null;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
            ["spec"] = new JsonObject
            {
                ["audiences"] = audiences,
                ["expirationSeconds"] = projection["expirationSeconds"]?.DeepClone() ?? JsonValue.Create(DefaultLifetime),
                ["boundObjectRef"] = new JsonObject
                {
                    ["kind"] = "Pod",
                    ["apiVersion"] = "v1",
                    ["name"] = pod.Name,
                    ["uid"] = pod.Uid,
                },
            },
            ["status"] = new JsonObject { ["token"] = string.Empty, ["expirationTimestamp"] = null },
        };
    }
}
