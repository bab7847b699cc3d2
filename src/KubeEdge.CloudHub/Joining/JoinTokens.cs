using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.CloudHub.Certificates;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub.Joining;

/// <summary>Makes and checks tokens: HS256 over the DER form of the authority's key, as in the original, which needs no state.</summary>
internal sealed class JoinTokens(AuthoritySource authorities, IOptions<CloudHubOptions> options, TimeProvider timeProvider) : IJoinTokens
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";
    private readonly Lazy<byte[]> _key = new(() => authorities.Authority.ExportKey(), LazyThreadSafetyMode.PublicationOnly);

    public string Create(string? nodeName = null, bool singleUse = false, TimeSpan? lifetime = null)
    {
        if (lifetime is { } asked)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(asked, TimeSpan.Zero, nameof(lifetime));
        }

        if (nodeName is not null)
        {
            NodeIdentity.SubjectOf(nodeName);
        }

        var claims = new JsonObject { ["exp"] = (timeProvider.GetUtcNow() + (lifetime ?? options.Value.TokenLifetime)).ToUnixTimeSeconds() };
        if (nodeName is not null)
        {
            claims["node"] = nodeName;
        }

        if (singleUse)
        {
            claims["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        }

        var signed = $"{Encode(Header)}.{Encode(claims.ToJsonString())}";
        return $"{AuthorityFiles.Fingerprint(authorities.Authority.Certificate)}.{signed}.{Sign(signed)}";
    }

    /// <summary>Checks a JWT, which is a token without its first part. Null with what is wrong with it.</summary>
    public JoinToken? Check(string jwt, out string? problem)
    {
        var parts = jwt.Split('.');
        if (parts.Length != 3)
        {
            problem = "token contains an invalid number of segments";
            return null;
        }

        // The signature first: nothing of an unsigned text is looked at.
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign($"{parts[0]}.{parts[1]}")), Encoding.UTF8.GetBytes(parts[2])))
        {
            problem = "signature is invalid";
            return null;
        }

        return ReadClaims(parts, out problem);
    }

    private JoinToken? ReadClaims(string[] parts, out string? problem)
    {
        try
        {
            var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]));
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]));
            if ((string?)header?["alg"] != "HS256" || (long?)claims?["exp"] is not { } expires)
            {
                problem = "token is malformed";
                return null;
            }

            var until = DateTimeOffset.FromUnixTimeSeconds(expires);
            problem = until <= timeProvider.GetUtcNow() ? "token is expired" : null;
            return problem is null ? new JoinToken((string?)claims["node"], (string?)claims["jti"], until) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            problem = "token is malformed";
            return null;
        }
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text)));
}
