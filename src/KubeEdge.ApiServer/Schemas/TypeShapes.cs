using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>The shapes that are checked. Resources without one are plain data: only their metadata is looked at.</summary>
internal static class TypeShapes
{
    private static readonly TypeShape _metadata = new(
        "ObjectMeta",
        ("name", FieldShape.Text),
        ("generateName", FieldShape.Text),
        ("namespace", FieldShape.Text),
        ("selfLink", FieldShape.Text),
        ("uid", FieldShape.Text),
        ("resourceVersion", FieldShape.Text),
        ("generation", FieldShape.Integer),
        ("creationTimestamp", FieldShape.Text),
        ("deletionTimestamp", FieldShape.Text),
        ("deletionGracePeriodSeconds", FieldShape.Integer),
        ("labels", FieldShape.TextMap),
        ("annotations", FieldShape.TextMap),
        ("ownerReferences", FieldShape.ListOf("v1.OwnerReference")),
        ("finalizers", FieldShape.TextList),
        ("managedFields", FieldShape.Any));

    private static readonly TypeShape _configMap = Root(
        "ConfigMap",
        ("immutable", FieldShape.Flag),
        ("data", FieldShape.TextMap),
        ("binaryData", FieldShape.BytesMap));

    private static readonly TypeShape _secret = Root(
        "Secret",
        ("immutable", FieldShape.Flag),
        ("data", FieldShape.BytesMap),
        ("stringData", FieldShape.TextMap),
        ("type", FieldShape.Text));

    private static readonly TypeShape _namespace = Root(
        "Namespace",
        ("spec", FieldShape.Object(new TypeShape("NamespaceSpec", ("finalizers", FieldShape.TextList)))),
        ("status", FieldShape.Object(new TypeShape(
            "NamespaceStatus", ("phase", FieldShape.Text), ("conditions", FieldShape.ListOf("v1.NamespaceCondition"))))));

    /// <summary>The metadata alone, for resources whose other members are not known.</summary>
    private static readonly TypeShape _plain = new("Object", ("metadata", FieldShape.Object(_metadata)));

    public static TypeShape Of(ResourceType type) => type switch
    {
        { Group: "", Plural: "configmaps" } => _configMap,
        { Group: "", Plural: "namespaces" } => _namespace,
        { Group: "", Plural: "secrets" } => _secret,
        _ => _plain,
    };

    /// <summary>Whether the type's members beyond the metadata are known.</summary>
    public static bool IsClosed(TypeShape shape) => shape != _plain;

    private static TypeShape Root(string name, params (string Name, FieldShape Shape)[] fields) => new(
        name,
        [("apiVersion", FieldShape.Text), ("kind", FieldShape.Text), ("metadata", FieldShape.Object(_metadata)), .. fields]);
}
