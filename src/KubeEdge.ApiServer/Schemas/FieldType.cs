namespace KubeEdge.ApiServer.Schemas;

/// <summary>The type of a field, list item or map value.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="GoName">The type in Go's messages.</param>
internal sealed record FieldType(FieldKind Kind, string GoName)
{
    private readonly Lazy<TypeShape>? _shape;

    private FieldType(string goName, Lazy<TypeShape> shape)
        : this(FieldKind.Object, goName) => _shape = shape;

    /// <summary>Type of the items of a list or of the values of a map; null for others.</summary>
    public FieldType? Item { get; init; }

    /// <summary>Whether it is a list with a name of its own, which the binary form wraps in a message.</summary>
    public bool IsNamedList { get; init; }

    /// <summary>The fields of an object.</summary>
    public TypeShape Shape => _shape?.Value ?? throw new InvalidOperationException($"{GoName} has no fields.");

    public static FieldType Object(string goName, Func<TypeShape> shape) => new(goName, new Lazy<TypeShape>(shape));

    public static FieldType List(FieldType item) => new(FieldKind.List, $"[]{item.GoName}") { Item = item };

    public static FieldType Map(FieldType item) => new(FieldKind.Map, $"map[string]{item.GoName}") { Item = item };
}
