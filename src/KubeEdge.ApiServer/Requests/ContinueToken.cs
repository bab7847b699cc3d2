using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Where the next page of a list begins. The same form as in Kubernetes, opaque to clients.</summary>
/// <param name="Revision">The store revision that the whole list shows; −1: whatever is the newest.</param>
/// <param name="After">The last key of the page before, as <c>namespace/name</c> or <c>name</c>.</param>
internal sealed record ContinueToken(long Revision, string After)
{
    private const string Version = "meta.k8s.io/v1";

    private static readonly SearchValues<char> _alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool TryParse(string text, [NotNullWhen(true)] out ContinueToken? token, [NotNullWhen(false)] out string? problem)
    {
        token = null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) is not OperationStatus.Done)
        {
            problem = $"illegal base64 data at input byte {FirstIllegal(text)}";
            return false;
        }

        try
        {
            var node = JsonNode.Parse(bytes.AsSpan(0, length)) as JsonObject;
            if (node?["v"]?.GetValue<string>() == Version
                && node["rv"]?.GetValue<long>() is { } revision
                && node["start"]?.GetValue<string>() is [.. var after, '\0'])
            {
                token = new ContinueToken(revision, after);
                problem = null;
                return true;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Any text can be sent as a token; what it lacks is said below.
        }

        problem = "not a token of this server";
        return false;
    }

    public override string ToString()
    {
        var json = new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = After + '\0' };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static int FirstIllegal(string text)
    {
        var index = text.AsSpan().IndexOfAnyExcept(_alphabet);
        // Only the length is wrong: Go names the start of the incomplete group.
        return index >= 0 ? index : text.Length / 4 * 4;
    }
}
