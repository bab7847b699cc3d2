using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>
/// A label selector as in <c>kubectl get -l</c>: <c>app=web,tier in (back,front),!old,n&gt;3</c>. All parts must hold. Immutable.
/// </summary>
public sealed class LabelSelector
{
    private readonly ImmutableArray<LabelRequirement> _requirements;

    private LabelSelector(ImmutableArray<LabelRequirement> requirements) => _requirements = requirements;

    /// <summary>The selector without parts, which every object satisfies.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Whether every object matches.</summary>
    public bool IsEmpty => _requirements.IsEmpty;

    /// <summary>Reads a selector. An empty text selects everything.</summary>
    /// <param name="text">The selector, at most 64 Ki characters.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="error">Kubernetes' message, to be answered as <see cref="KubeStatus.BadRequest"/>.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out LabelSelector? selector, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new LabelSelectorParser(text);
        error = parser.Parse(out var requirements);
        selector = error is null ? new LabelSelector(requirements) : null;
        return error is null;
    }

    /// <summary>Whether the object's labels satisfy every part.</summary>
    public bool Matches(KubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsEmpty || Matches(value.Labels);
    }

    /// <summary>Whether these labels satisfy every part.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The selector in its canonical form: parts in order of their keys, values in order. Reads back as an equal selector.
    /// </summary>
    public override string ToString() => string.Join(',', _requirements);
}
