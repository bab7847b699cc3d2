using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>
/// A field selector as in <c>kubectl get --field-selector</c>: <c>spec.nodeName=edge-1,status.phase!=Failed</c>. All parts must hold.
/// Immutable.
/// </summary>
/// <remarks>
/// Any path of members can be compared here; which ones a resource supports is a separate question, <see cref="Supports"/>.
/// Fields compare as they stand in the object: a default that a server would fill in is not assumed.
/// </remarks>
public sealed class FieldSelector
{
    private readonly ImmutableArray<FieldRequirement> _requirements;

    private FieldSelector(ImmutableArray<FieldRequirement> requirements) => _requirements = requirements;

    /// <summary>The selector without parts, which every object satisfies.</summary>
    public static FieldSelector Everything { get; } = new([]);

    /// <summary>Whether every object matches.</summary>
    public bool IsEmpty => _requirements.IsEmpty;

    /// <summary>Reads a selector. An empty text selects everything; empty parts are ignored.</summary>
    /// <param name="text">The selector.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="error">Kubernetes' message, to be answered as <see cref="KubeStatus.BadRequest"/>.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out FieldSelector? selector, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        selector = null;
        var found = new List<FieldRequirement>();
        foreach (var term in FieldSelectorText.SplitTerms(text))
        {
            if (term.Length == 0)
            {
                continue;
            }

            if (!FieldSelectorText.TrySplitTerm(term, out var path, out var negated, out var escaped))
            {
                error = $"invalid selector: '{text}'; can't understand '{term}'";
                return false;
            }

            if (FieldSelectorText.Unescape(escaped, out error) is not { } value)
            {
                error ??= "invalid field selector";
                return false;
            }

            found.Add(new FieldRequirement(path, value, negated));
        }

        selector = new FieldSelector([.. found.OrderBy(requirement => requirement.Path, StringComparer.Ordinal)]);
        error = null;
        return true;
    }

    /// <summary>
    /// The only object name that can match; null when the selector does not demand one. Lets a reader look up instead of scan.
    /// </summary>
    public string? RequiredName => RequiredValue("metadata.name");

    /// <summary>The only namespace that can match; null when the selector does not demand one.</summary>
    public string? RequiredNamespace => RequiredValue("metadata.namespace");

    /// <summary>Whether objects of the type can be selected by these fields.</summary>
    /// <param name="type">The resource that is listed or watched.</param>
    /// <param name="error">Kubernetes' message about the first field that is not supported.</param>
    public bool Supports(ResourceType type, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(type);
        error = null;
        foreach (var requirement in _requirements)
        {
            error ??= SelectableFields.Problem(type, requirement.Path);
        }

        return error is null;
    }

    /// <summary>Whether the object's fields satisfy every part. An absent field compares as the empty text.</summary>
    public bool Matches(KubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The selector in its canonical form. Reads back as an equal selector.</summary>
    public override string ToString() => string.Join(',', _requirements);

    private string? RequiredValue(string path)
    {
        foreach (var requirement in _requirements)
        {
            if (requirement.Path == path && !requirement.IsNegated)
            {
                return requirement.Value;
            }
        }

        return null;
    }
}
