using System.Text.Json;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Edge;

/// <summary>The secrets that a service account brings to its pods: those it lists and those for pulling images.</summary>
internal static class ServiceAccountReferences
{
    public static HashSet<ResourceKey> Read(KubeObject account)
    {
        HashSet<ResourceKey> found = [];
        var reader = new Utf8JsonReader(account.Json.Span, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("secrets"u8) || reader.ValueTextEquals("imagePullSecrets"u8);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadNames(ref reader, account.Namespace, found);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static void ReadNames(ref Utf8JsonReader reader, string? space, HashSet<ResourceKey> into)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth + 2)
            {
                continue;
            }

            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } name)
            {
                into.Add(EdgeTypes.Secrets.Key(space, name));
            }

            reader.Skip();
        }
    }
}
