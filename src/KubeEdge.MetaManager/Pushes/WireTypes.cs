using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>Between an object's path on the wire (<c>default/configmap/demo</c>) and its key in the store (<c>configmaps/default/demo</c>).</summary>
internal sealed class WireTypes(ResourceTable table)
{
    /// <summary>
    /// The key of a path. The type token alone decides, never the content: a delete often carries no kind, and must find what the
    /// insert stored. A type that the table does not know is stored under its token.
    /// </summary>
    public ResourceKey KeyOf(in ResourcePath path, out ResourceType? type)
    {
        var ns = path.Namespace == ResourcePath.ClusterScoped ? null : path.Namespace;
        return table.TryGetBySingular(path.Type, out type)
            ? type.Key(ns, path.Name)
            : new ResourceKey(string.Empty, path.Type, ns, path.Name);
    }

    /// <summary>The path of a key, as this family's cloud writes it.</summary>
    public ResourcePath PathOf(in ResourceKey key) => new(
        key.Namespace ?? ResourcePath.ClusterScoped,
        table.TryGetByPlural(key.Group, key.Resource, out var type) ? type.Singular : key.Resource,
        key.Name);

    /// <summary>The query for all objects of a type token; <c>podlist</c> means the same as <c>pod</c>.</summary>
    public ResourceQuery QueryOf(string token)
    {
        if (!table.TryGetBySingular(token, out var type)
            && token.EndsWith("list", StringComparison.Ordinal)
            && table.TryGetBySingular(token[..^"list".Length], out type))
        {
            token = type.Singular;
        }

        return type is null ? new ResourceQuery(string.Empty, token) : new ResourceQuery(type.Group, type.Plural);
    }

    /// <summary>What the table knows of a key's type.</summary>
    public bool TryGetType(in ResourceKey key, out ResourceType? type) => table.TryGetByPlural(key.Group, key.Resource, out type);
}
