using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>One node of the schema in a definition: what a value may be.</summary>
internal sealed class SchemaNode
{
    public SchemaNode(JsonObject schema)
    {
        Type = JsonField.Text(schema, "type");
        Format = JsonField.Text(schema, "format");
        PatternText = JsonField.Text(schema, "pattern");
        Pattern = PatternText.Length == 0 ? null : GoPattern.TryCompile(PatternText);
        Properties = schema["properties"] is JsonObject properties
            ? properties.Where(static property => property.Value is JsonObject)
                .ToFrozenDictionary(static property => property.Key, static property => new SchemaNode(property.Value as JsonObject ?? []), StringComparer.Ordinal)
            : FrozenDictionary<string, SchemaNode>.Empty;
        Additional = schema["additionalProperties"] is JsonObject additional ? new SchemaNode(additional) : null;
        Items = schema["items"] is JsonObject items ? new SchemaNode(items) : null;
        Required = Texts(schema, "required");
        Enum = schema["enum"] as JsonArray;
        Default = schema["default"];
        Minimum = Number(schema, "minimum");
        Maximum = Number(schema, "maximum");
        IsMinimumExclusive = JsonField.Flag(schema, "exclusiveMinimum");
        IsMaximumExclusive = JsonField.Flag(schema, "exclusiveMaximum");
        MinLength = Number(schema, "minLength");
        MaxLength = Number(schema, "maxLength");
        MinItems = Number(schema, "minItems");
        MaxItems = Number(schema, "maxItems");
        IsNullable = JsonField.Flag(schema, "nullable");
        IsOpen = JsonField.Flag(schema, "x-kubernetes-preserve-unknown-fields") || JsonField.Flag(schema, "additionalProperties");
        IsIntOrString = JsonField.Flag(schema, "x-kubernetes-int-or-string");
        IsEmbedded = JsonField.Flag(schema, "x-kubernetes-embedded-resource");
        ListType = JsonField.Text(schema, "x-kubernetes-list-type");
        ListKeys = Texts(schema, "x-kubernetes-list-map-keys");
    }

    /// <summary>Empty when the schema does not say.</summary>
    public string Type { get; }

    public string Format { get; }

    public string PatternText { get; }

    public Regex? Pattern { get; }

    public FrozenDictionary<string, SchemaNode> Properties { get; }

    /// <summary>What members without a property of their own may be.</summary>
    public SchemaNode? Additional { get; }

    public SchemaNode? Items { get; }

    public ImmutableArray<string> Required { get; }

    public JsonArray? Enum { get; }

    public JsonNode? Default { get; }

    public double? Minimum { get; }

    public double? Maximum { get; }

    public bool IsMinimumExclusive { get; }

    public bool IsMaximumExclusive { get; }

    public double? MinLength { get; }

    public double? MaxLength { get; }

    public double? MinItems { get; }

    public double? MaxItems { get; }

    public bool IsNullable { get; }

    /// <summary>Whether unknown members are kept.</summary>
    public bool IsOpen { get; }

    public bool IsIntOrString { get; }

    /// <summary>Whether the value is a whole object of Kubernetes.</summary>
    public bool IsEmbedded { get; }

    /// <summary><c>map</c>, <c>set</c>, <c>atomic</c> or empty.</summary>
    public string ListType { get; }

    public ImmutableArray<string> ListKeys { get; }

    private static double? Number(JsonObject schema, string name) =>
        schema[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static ImmutableArray<string> Texts(JsonObject schema, string name) =>
        [.. JsonField.Items(schema, name).Select(item => JsonField.Text(item))];
}
