namespace KubeEdge.ApiServer.Schemas;

/// <summary>One field of a typed object.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="GoType">The type in Go's messages.</param>
/// <param name="Nested">The shape of the object in it; null when it holds none or is not looked into.</param>
internal sealed record FieldShape(FieldKind Kind, string GoType, TypeShape? Nested = null)
{
    public static FieldShape Any { get; } = new(FieldKind.Any, "interface {}");

    public static FieldShape Text { get; } = new(FieldKind.Text, "string");

    public static FieldShape Flag { get; } = new(FieldKind.Flag, "bool");

    public static FieldShape Integer { get; } = new(FieldKind.Integer, "int64");

    public static FieldShape TextMap { get; } = new(FieldKind.TextMap, "map[string]string");

    public static FieldShape BytesMap { get; } = new(FieldKind.BytesMap, "map[string][]uint8");

    public static FieldShape TextList { get; } = new(FieldKind.TextList, "[]string");

    public static FieldShape ListOf(string goType) => new(FieldKind.List, $"[]{goType}");

    public static FieldShape Object(TypeShape nested) => new(FieldKind.Object, $"v1.{nested.GoName}", nested);
}
