using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Tokens;

/// <summary>Writes signed tokens with the claims of Kubernetes.</summary>
internal sealed class TokenIssuer(SigningKey key)
{
    /// <summary>Who issues, and whom a token is for when its request does not say.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    /// <summary>Issues a token.</summary>
    /// <param name="account">The service account that it is for.</param>
    /// <param name="audiences">Who shall accept it.</param>
    /// <param name="bound">The object without which it is void; null when there is none.</param>
    /// <param name="now">When it begins.</param>
    /// <param name="expires">When it ends.</param>
    public string Issue(StoredObject account, JsonArray audiences, BoundObject? bound, DateTimeOffset now, DateTimeOffset expires)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = key.KeyId };
        var about = new JsonObject
        {
            ["namespace"] = account.Key.Namespace,
            ["serviceaccount"] = new JsonObject { ["name"] = account.Key.Name, ["uid"] = account.Uid },
        };
        if (bound is not null)
        {
            about[bound.Claim] = new JsonObject { ["name"] = bound.Name, ["uid"] = bound.Uid };
        }

        var claims = new JsonObject
        {
            ["aud"] = audiences.DeepClone(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["kubernetes.io"] = about,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{account.Key.Namespace}:{account.Key.Name}",
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(ObjectJson.Write(value).Span);
}
