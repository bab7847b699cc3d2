namespace KubeEdge.Kubernetes.Configuration;

/// <summary>One row of a table of fields: a value with its rule and its default, or a mapping with fields of its own.</summary>
internal sealed class ConfigurationField
{
    /// <summary>The field that switches its block on.</summary>
    public const string Switch = "enable";

    /// <summary>A default that the original prints and that means nothing.</summary>
    public const string Null = "null";

    public required string Name { get; init; }

    /// <summary>The names from the document's root, with dots between.</summary>
    public required string Path { get; init; }

    /// <summary>What values are accepted; null for a mapping of known fields.</summary>
    public ValueRule? Rule { get; init; }

    /// <summary>What an absent field counts as; null for nothing at all.</summary>
    public string? Default { get; init; }

    public FieldSupport Support { get; init; }

    /// <summary>Whether a minimal file has it.</summary>
    public bool IsMinimal { get; init; }

    public List<ConfigurationField> Fields { get; } = [];

    public ConfigurationField? Find(string name) =>
        Fields.Find(field => field.Name == name)
        ?? Fields.Find(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ConfigurationField> Descendants() => Fields.SelectMany(static field => field.Descendants().Prepend(field));
}
