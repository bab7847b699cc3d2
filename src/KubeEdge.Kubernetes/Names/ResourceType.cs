using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Names;

/// <summary>
/// One served resource as discovery describes it. The original guessed plural from kind and back by spelling rules, wrongly for many
/// resources (<c>leases</c> became <c>Leas</c>); here nothing is guessed, every form is data.
/// </summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version inside the group, for example <c>v1</c>.</param>
/// <param name="Plural">Lower-case plural, as it stands in API paths.</param>
/// <param name="Singular">Lower-case singular, which is also the type token of KubeEdge messages.</param>
/// <param name="Kind">Kind, as it stands in objects.</param>
/// <param name="IsNamespaced">Whether objects live in a namespace.</param>
/// <param name="ShortNames">Abbreviations that kubectl accepts; may be empty.</param>
/// <param name="HasStatus">Whether the status is a subresource, written separately.</param>
public sealed record ResourceType(
    string Group,
    string Version,
    string Plural,
    string Singular,
    string Kind,
    bool IsNamespaced,
    ImmutableArray<string> ShortNames,
    bool HasStatus)
{
    /// <summary>Every verb that a fully served resource has, in the order in which Kubernetes lists them.</summary>
    public static ImmutableArray<string> AllVerbs { get; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>Verbs that the resource allows. Default: <see cref="AllVerbs"/>.</summary>
    public ImmutableArray<string> Verbs { get; init; } = AllVerbs;

    /// <summary>Groups of resources in which kubectl lists this one, for example <c>all</c>. Default: none.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>
    /// Whether an installed definition serves it, which decides the kinds of patch and the text of some errors. Default: false.
    /// </summary>
    public bool IsCustom { get; init; }

    /// <summary><c>v1</c> for the core group, <c>group/version</c> otherwise.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The form in error messages: <c>configmaps</c>, or <c>leases.coordination.k8s.io</c> with a group.</summary>
    public string QualifiedName { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The key of an object of this type. The namespace is left out for a cluster-scoped type.</summary>
    public ResourceKey Key(string? ns, string name) => new(Group, Plural, IsNamespaced ? ns : null, name);

    /// <summary><c>configmaps (v1)</c>, for logs and test failures.</summary>
    public override string ToString() => $"{Plural} ({ApiVersion})";
}
