using System.Collections.Frozen;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>The fields that a typed object can have. What is not among them is unknown.</summary>
internal sealed class TypeShape(string goName, params (string Name, FieldShape Shape)[] fields)
{
    /// <summary>The struct's name in Go's messages.</summary>
    public string GoName => goName;

    public FrozenDictionary<string, FieldShape> Fields { get; } =
        fields.ToFrozenDictionary(field => field.Name, field => field.Shape, StringComparer.Ordinal);
}
