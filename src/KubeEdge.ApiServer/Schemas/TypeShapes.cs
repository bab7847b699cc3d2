using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>The shapes of the resources that are compiled into Kubernetes, by its release 1.32.</summary>
internal static class TypeShapes
{
    private const string Core = "core";
    private static readonly ConcurrentDictionary<string, TypeFile> _files = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string ApiVersion, string Kind), TypeShape?> _shapes = new();

    /// <summary>The metadata alone, for resources whose other members are not known.</summary>
    private static readonly TypeShape _plain = new("Object", [.. TypeMembers(), MetadataField()], isOpen: true);

    public static TypeShape Metadata => File("meta").Shape("ObjectMeta");

    public static TypeShape Of(ResourceType type) => Find(type.ApiVersion, type.Kind) ?? _plain;

    /// <summary>Whether the members beyond the metadata are known.</summary>
    public static bool IsKnown(ResourceType type) => Find(type.ApiVersion, type.Kind) is not null;

    /// <summary>The shape of whole objects of a kind; null when it is not known.</summary>
    public static TypeShape? Find(string apiVersion, string kind) => _shapes.GetOrAdd((apiVersion, kind), static key => Load(key.ApiVersion, key.Kind));

    private static TypeShape? Load(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var version = apiVersion[(slash + 1)..];
        var group = slash < 0 ? Core : apiVersion[..slash].Split('.')[0];
        if (version != "v1" || !Exists(group) || !IsKubernetes(apiVersion) || !File(group).Has(kind))
        {
            return null;
        }

        // No kind has members inline at its root, so its fields are those of both forms.
        return new TypeShape(kind, [.. TypeMembers(), .. File(group).Shape(kind).Fields]) { SchemaName = File(group).Shape(kind).SchemaName };
    }

    /// <summary>Groups without a dot and those of <c>k8s.io</c>; others may share the first word of their name.</summary>
    private static bool IsKubernetes(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            || !apiVersion[..slash].Contains('.', StringComparison.Ordinal)
            || apiVersion[..slash].EndsWith(".k8s.io", StringComparison.Ordinal);
    }

    private static IEnumerable<FieldShape> TypeMembers() =>
    [
        new FieldShape("apiVersion", 0, new FieldType(FieldKind.Text, "string")),
        new FieldShape("kind", 0, new FieldType(FieldKind.Text, "string")),
    ];

    private static FieldShape MetadataField() =>
        new("metadata", 1, FieldType.Object("v1.ObjectMeta", static () => Metadata));

    private static bool Exists(string group) => typeof(TypeShapes).Assembly.GetManifestResourceInfo(ResourceName(group)) is not null;

    private static TypeFile File(string group) => _files.GetOrAdd(group, static name =>
    {
        using var stream = typeof(TypeShapes).Assembly.GetManifestResourceStream(ResourceName(name))
            ?? throw new InvalidOperationException($"The table {ResourceName(name)} is not in the package.");
        using var reader = new StreamReader(stream);
        return new TypeFile(name, reader.ReadToEnd(), File);
    });

    private static string ResourceName(string group) => $"{group}.types";
}
