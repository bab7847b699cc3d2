using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>One part of a field selector. A field that is absent compares as the empty text.</summary>
internal sealed record FieldRequirement(string Path, string Value, bool IsNegated)
{
    public bool Matches(KubeObject value)
    {
        var actual = Path switch
        {
            "metadata.name" => value.Name,
            "metadata.namespace" => value.Namespace,
            "" => null,
            _ => value.GetField(Path),
        };
        return string.Equals(actual ?? string.Empty, Value, StringComparison.Ordinal) != IsNegated;
    }

    public override string ToString() => $"{Path}{(IsNegated ? "!=" : "=")}{FieldSelectorText.Escape(Value)}";
}
