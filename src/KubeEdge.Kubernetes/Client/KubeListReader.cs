using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Reads a list document. Each item gets bytes of its own, so the page's buffer can be given back.</summary>
internal static class KubeListReader
{
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        ResourceType type,
        Utf8StringPool? pool,
        [NotNullWhen(true)] out KubeList? list,
        [NotNullWhen(false)] out string? error)
    {
        list = null;
        try
        {
            return TryReadRoot(utf8, type, pool, out list, out error);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            error = $"invalid list: {broken.Message}";
            return false;
        }
    }

    private static bool TryReadRoot(ReadOnlySpan<byte> utf8, ResourceType type, Utf8StringPool? pool, out KubeList? list, out string? error)
    {
        list = null;
        error = "invalid list: it has no metadata.resourceVersion";
        var items = new List<KubeObject>();
        string? version = null;
        string? next = null;
        long? remaining = null;

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = KubeObjectReader.MaxDepth + 2 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            error = "invalid list: the document is no object";
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                ReadMetadata(ref reader, ref version, ref next, ref remaining);
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                if (!TryReadItems(ref reader, utf8, type, pool, items, out error))
                {
                    return false;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        if (string.IsNullOrEmpty(version))
        {
            error = "invalid list: it has no metadata.resourceVersion";
            return false;
        }

        list = new KubeList(items, version, string.IsNullOrEmpty(next) ? null : next, remaining);
        error = null;
        return true;
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ref string? version, ref string? next, ref long? remaining)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                version = reader.GetString();
            }
            else if (reader.ValueTextEquals("continue"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
            else if (reader.ValueTextEquals("remainingItemCount"u8))
            {
                reader.Read();
                remaining = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) ? count : null;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool TryReadItems(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ResourceType type, Utf8StringPool? pool, List<KubeObject> items, out string? error)
    {
        error = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // An empty list may be null.
            reader.Skip();
            return true;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var bytes = JsonSplice.WithTypeMembers(utf8[start..(int)reader.BytesConsumed], type);
            if (!KubeObject.TryParse(bytes, pool, out var item, out var problem))
            {
                error = $"invalid list: item {items.Count}: {problem}";
                return false;
            }

            items.Add(item);
        }

        return true;
    }
}
