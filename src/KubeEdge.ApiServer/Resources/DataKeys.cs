using System.Buffers;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Validation;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Rules that the data of ConfigMaps and Secrets share.</summary>
internal static class DataKeys
{
    /// <summary>Most bytes of all values together.</summary>
    public const int LargestData = 1024 * 1024;

    private const int LongestKey = 253;
    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', "
        + "regex used for validation is '[-._a-zA-Z0-9]+')";

    private static readonly SearchValues<char> _keyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    public static void Check(string field, string key, FieldErrors errors)
    {
        var path = $"{field}[{key}]";
        if (key.Length > LongestKey)
        {
            errors.Invalid(path, key, $"must be no more than {LongestKey} characters");
        }

        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(_keyCharacters))
        {
            errors.Invalid(path, key, KeyRule);
        }
        else if (key is "." or "..")
        {
            errors.Invalid(path, key, $"must not be '{key}'");
        }
        else if (key.StartsWith("..", StringComparison.Ordinal))
        {
            errors.Invalid(path, key, "must not start with '..'");
        }
    }

    /// <summary>The members of a map of texts; none when absent.</summary>
    public static IEnumerable<(string Key, string Value)> Of(JsonObject value, string field)
    {
        if (value[field] is not JsonObject map)
        {
            yield break;
        }

        foreach (var (key, item) in map)
        {
            yield return (key, item?.GetValue<string>() ?? string.Empty);
        }
    }

    public static bool IsImmutable(JsonObject value) => value["immutable"] is JsonValue flag && flag.TryGetValue<bool>(out var set) && set;

    /// <summary>Adds what an update changes although the old object forbids it.</summary>
    public static void CheckImmutable(JsonObject value, JsonObject old, FieldErrors errors, params ReadOnlySpan<string> fields)
    {
        const string problem = "field is immutable when `immutable` is set";
        if (!IsImmutable(old))
        {
            return;
        }

        if (!IsImmutable(value))
        {
            errors.Forbidden("immutable", problem);
        }

        foreach (var field in fields)
        {
            if (!JsonNode.DeepEquals(value[field], old[field]))
            {
                errors.Forbidden(field, problem);
            }
        }
    }
}
