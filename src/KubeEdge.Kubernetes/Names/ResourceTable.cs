using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.Kubernetes.Names;

/// <summary>
/// The resources that a program knows, found by plural, by message token, or by kind. Immutable and safe for concurrent use;
/// <see cref="With"/> makes a larger one when custom resource definitions appear.
/// </summary>
/// <remarks>
/// A resource may be listed in several versions. The first one listed is the preferred version, which answers look-ups that name none.
/// </remarks>
public sealed class ResourceTable
{
    private readonly FrozenDictionary<(string Group, string Plural), ResourceType> _byPlural;
    private readonly FrozenDictionary<(string ApiVersion, string Plural), ResourceType> _byVersionedPlural;
    private readonly FrozenDictionary<(string ApiVersion, string Kind), ResourceType> _byKind;
    private readonly FrozenDictionary<string, ResourceType> _byToken;

    /// <summary>Builds a table. Of several entries with the same name the first one wins.</summary>
    public ResourceTable(IEnumerable<ResourceType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        All = [.. types];
        var byPlural = new Dictionary<(string, string), ResourceType>();
        var byVersionedPlural = new Dictionary<(string, string), ResourceType>();
        var byKind = new Dictionary<(string, string), ResourceType>();
        var byToken = new Dictionary<string, ResourceType>(StringComparer.Ordinal);
        foreach (var type in All)
        {
            byPlural.TryAdd((type.Group, type.Plural), type);
            byVersionedPlural.TryAdd((type.ApiVersion, type.Plural), type);
            byKind.TryAdd((type.ApiVersion, type.Kind), type);
            byToken.TryAdd(type.Singular, type);
            byToken.TryAdd(type.Kind.ToLowerInvariant(), type);
        }

        _byPlural = byPlural.ToFrozenDictionary();
        _byVersionedPlural = byVersionedPlural.ToFrozenDictionary();
        _byKind = byKind.ToFrozenDictionary();
        _byToken = byToken.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The built-in resources: what edge nodes use of Kubernetes, and all of KubeEdge's own.</summary>
    public static ResourceTable Default { get; } =
        new([.. CoreResources.All, .. GroupedResources.All, .. KubeEdgeResources.All]);

    /// <summary>Every entry, in the order given.</summary>
    public ImmutableArray<ResourceType> All { get; }

    /// <summary>Finds the preferred version of a resource by group and lower-case plural.</summary>
    public bool TryGetByPlural(string group, string plural, [NotNullWhen(true)] out ResourceType? type) =>
        _byPlural.TryGetValue((group, plural), out type);

    /// <summary>Finds a resource by <c>apiVersion</c> (<c>v1</c>, <c>apps/v1</c>) and lower-case plural.</summary>
    public bool TryGetByVersionedPlural(string apiVersion, string plural, [NotNullWhen(true)] out ResourceType? type) =>
        _byVersionedPlural.TryGetValue((apiVersion, plural), out type);

    /// <summary>
    /// Finds a resource by the type token of a KubeEdge message: the lower-case singular or kind. Core resources win over others of the
    /// same name.
    /// </summary>
    public bool TryGetBySingular(string lowerKind, [NotNullWhen(true)] out ResourceType? type) => _byToken.TryGetValue(lowerKind, out type);

    /// <summary>Finds a resource by the <c>apiVersion</c> and <c>kind</c> of an object.</summary>
    public bool TryGetByKind(string apiVersion, string kind, [NotNullWhen(true)] out ResourceType? type) =>
        _byKind.TryGetValue((apiVersion, kind), out type);

    /// <summary>A table with further entries. An added entry replaces one with the same group, version and plural.</summary>
    public ResourceTable With(IEnumerable<ResourceType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var merged = All.ToList();
        foreach (var type in types)
        {
            var place = merged.FindIndex(known => known.ApiVersion == type.ApiVersion && known.Plural == type.Plural);
            if (place < 0)
            {
                merged.Add(type);
            }
            else
            {
                merged[place] = type;
            }
        }

        return new ResourceTable(merged);
    }
}
