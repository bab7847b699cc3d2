using System.Text.Json;
using System.Text.Unicode;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>
/// Finds identity and version of an object in one pass over its bytes. The whole document is checked on the way, so an object that was read
/// is valid JSON.
/// </summary>
internal static class KubeObjectReader
{
    /// <summary>
    /// Nesting allowed. Far beyond any real object, and bounded so that hostile input cannot exhaust the stack of a later reader.
    /// </summary>
    public const int MaxDepth = 128;

    public static bool TryRead(ReadOnlySpan<byte> utf8, Utf8StringPool? pool, out KubeObjectFields fields, out string? error)
    {
        fields = default;
        if (!Utf8.IsValid(utf8))
        {
            error = "invalid JSON: the text is not UTF-8";
            return false;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            error = ReadRoot(ref reader, pool, ref fields);
            CheckSurrogates(utf8);
        }
        catch (JsonException broken)
        {
            error = $"invalid JSON: {broken.Message}";
        }
        catch (InvalidOperationException)
        {
            error = "invalid JSON: a string has an unpaired surrogate";
        }

        return error is null;
    }

    private static string? ReadRoot(ref Utf8JsonReader reader, Utf8StringPool? pool, ref KubeObjectFields fields)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return $"the document is {Describe(reader.TokenType)}, expected an object";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? problem = null;
            if (reader.ValueTextEquals("apiVersion"u8))
            {
                problem = ReadString(ref reader, "apiVersion", pool, ref fields.ApiVersion);
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                problem = ReadString(ref reader, "kind", pool, ref fields.Kind);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                problem = ReadMetadata(ref reader, pool, ref fields);
            }
            else
            {
                reader.Skip();
            }

            if (problem is not null)
            {
                return problem;
            }
        }

        // Reading on finds what stands behind the object, which is an error of its own.
        reader.Read();
        return Missing(fields);
    }

    /// <summary>
    /// Escapes such as \ud800 without a partner are valid to the JSON reader but cannot be decoded; later readers must not meet them. Rare,
    /// so looked for first.
    /// </summary>
    private static void CheckSurrogates(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    private static string? Missing(in KubeObjectFields fields) =>
        string.IsNullOrEmpty(fields.ApiVersion) ? "apiVersion is missing"
        : string.IsNullOrEmpty(fields.Kind) ? "kind is missing"
        : !fields.Metadata.IsPresent ? "metadata is missing"
        : null;

    private static string? ReadMetadata(ref Utf8JsonReader reader, Utf8StringPool? pool, ref KubeObjectFields fields)
    {
        if (!TryEnter(ref reader, "metadata", fields.Metadata.IsPresent, JsonTokenType.StartObject, out var problem))
        {
            return problem;
        }

        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            problem = ReadMetadataMember(ref reader, pool, ref fields);
            if (problem is not null)
            {
                return problem;
            }
        }

        fields.Metadata = new JsonSlice(start, (int)reader.BytesConsumed - start);
        return null;
    }

    private static string? ReadMetadataMember(ref Utf8JsonReader reader, Utf8StringPool? pool, ref KubeObjectFields fields)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            // Names hardly repeat, so they would only push others out of the pool.
            return ReadString(ref reader, "metadata.name", null, ref fields.Name);
        }

        if (reader.ValueTextEquals("namespace"u8))
        {
            return ReadString(ref reader, "metadata.namespace", pool, ref fields.Namespace);
        }

        if (reader.ValueTextEquals("uid"u8))
        {
            return FindString(ref reader, "metadata.uid", ref fields.Uid);
        }

        if (reader.ValueTextEquals("resourceVersion"u8))
        {
            return FindString(ref reader, "metadata.resourceVersion", ref fields.ResourceVersion);
        }

        if (reader.ValueTextEquals("deletionTimestamp"u8))
        {
            return FindString(ref reader, "metadata.deletionTimestamp", ref fields.DeletionTimestamp);
        }

        if (reader.ValueTextEquals("labels"u8))
        {
            return FindLabels(ref reader, ref fields.Labels);
        }

        if (reader.ValueTextEquals("generation"u8))
        {
            return ReadGeneration(ref reader, ref fields.Generation);
        }

        reader.Skip();
        return null;
    }

    private static string? ReadString(ref Utf8JsonReader reader, string path, Utf8StringPool? pool, ref string? value)
    {
        if (TryEnter(ref reader, path, value is not null, JsonTokenType.String, out var problem))
        {
            value = pool is null || reader.ValueIsEscaped ? reader.GetString() : pool.Get(reader.ValueSpan);
        }

        return problem;
    }

    private static string? FindString(ref Utf8JsonReader reader, string path, ref JsonSlice place)
    {
        if (TryEnter(ref reader, path, place.IsPresent, JsonTokenType.String, out var problem))
        {
            place = new JsonSlice((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
        }

        return problem;
    }

    private static string? FindLabels(ref Utf8JsonReader reader, ref JsonSlice place)
    {
        if (!TryEnter(ref reader, "metadata.labels", place.IsPresent, JsonTokenType.StartObject, out var problem))
        {
            return problem;
        }

        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                return WrongType(reader, "a value of metadata.labels", "a string");
            }
        }

        place = new JsonSlice(start, (int)reader.BytesConsumed - start);
        return null;
    }

    /// <summary>
    /// Moves from a member's name to its value. False when there is nothing to take: for null, which counts as absent, and for an error.
    /// </summary>
    private static bool TryEnter(ref Utf8JsonReader reader, string path, bool isGiven, JsonTokenType expected, out string? problem)
    {
        problem = isGiven ? $"{path} at byte {reader.TokenStartIndex} is given twice" : null;
        reader.Read();
        if (problem is null && reader.TokenType != expected && reader.TokenType != JsonTokenType.Null)
        {
            problem = WrongType(reader, path, Describe(expected));
        }

        return problem is null && reader.TokenType == expected;
    }

    private static string? ReadGeneration(ref Utf8JsonReader reader, ref long generation)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out generation))
            ? null
            : WrongType(reader, "metadata.generation", "an integer");
    }

    private static string WrongType(in Utf8JsonReader reader, string path, string expected) =>
        $"{path} at byte {reader.TokenStartIndex} is {Describe(reader.TokenType)}, expected {expected}";

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => type.ToString(),
    };
}
