using System.Collections.Frozen;
using System.Collections.Immutable;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>The fields that a typed object can have. What is not among them is unknown.</summary>
internal sealed class TypeShape
{
    /// <param name="goName">The struct's name in Go's messages.</param>
    /// <param name="fields">Its own fields.</param>
    /// <param name="isOpen">Whether members that are no fields are left alone.</param>
    public TypeShape(string goName, ImmutableArray<FieldShape> fields, bool isOpen = false)
    {
        GoName = goName;
        IsOpen = isOpen;
        Fields = [.. fields.SelectMany(field => field.IsInline ? field.Type.Shape.Fields : [field])];
        ByName = Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        ByNumber = fields.Where(field => field.Number > 0).ToFrozenDictionary(field => field.Number);
    }

    public string GoName { get; }

    /// <summary>The name in published schemas; empty for shapes that are made up.</summary>
    public string SchemaName { get; init; } = string.Empty;

    public bool IsOpen { get; }

    /// <summary>All members, those of inline objects included, in their order.</summary>
    public ImmutableArray<FieldShape> Fields { get; }

    public FrozenDictionary<string, FieldShape> ByName { get; }

    /// <summary>The fields as the binary form has them; inline objects are messages there.</summary>
    public FrozenDictionary<int, FieldShape> ByNumber { get; }
}
