using System.Collections.Immutable;
using System.Globalization;
using KubeEdge.ApiServer.OpenApi;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>
/// The types of one API group, read from its table <c>GROUP.types</c>. A line is a type: its name and its fields as <c>name:number:type</c>, or
/// its name, <c>=</c> and the type that it renames. A type is a plain one, the name of another (behind its group and a dot when that is not
/// this one), <c>[type</c> for a list or <c>{type</c> for a map by text; <c>*</c> in front means that absent and empty differ. Behind it stand
/// <c>!</c> for a field that must be given, <c>+</c> for one that is written even when empty, and <c>@key</c> for how a list is merged.
/// </summary>
internal sealed class TypeFile
{
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeShape> _shapes = new(StringComparer.Ordinal);
    private readonly string _group;
    private readonly Func<string, TypeFile> _others;

    public TypeFile(string group, string text, Func<string, TypeFile> others)
    {
        _group = group;
        _others = others;
        foreach (var line in text.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            _lines.Add(space < 0 ? line : line[..space], space < 0 ? string.Empty : line[(space + 1)..]);
        }
    }

    public IEnumerable<string> Names => _lines.Keys;

    public bool Has(string name) => _lines.ContainsKey(name);

    public TypeShape Shape(string name)
    {
        lock (_shapes)
        {
            if (!_shapes.TryGetValue(name, out var shape))
            {
                shape = new TypeShape(name, [.. _lines[name].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Field)])
                {
                    SchemaName = OpenApiNames.Of(_group, name),
                };
                _shapes.Add(name, shape);
            }

            return shape;
        }
    }

    private FieldShape Field(string text)
    {
        var parts = text.Split(':');
        var type = parts[2].TrimEnd('~');
        var merge = type.IndexOf('@', StringComparison.Ordinal);
        var mergeKey = merge < 0 ? null : type[(merge + 1)..];
        type = merge < 0 ? type : type[..merge];
        var name = type.Trim('*', '!', '+');
        return new FieldShape(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), Type(name))
        {
            IsPointer = type.StartsWith('*'),
            IsRequired = type.EndsWith('!'),
            IsAlwaysWritten = type.EndsWith('!') || type.EndsWith('+'),
            MergeKey = mergeKey,
        };
    }

    private FieldType Type(string name) => name[0] switch
    {
        '[' => FieldType.List(Type(name[1..].TrimStart('*'))),
        '{' => FieldType.Map(Type(name[1..].TrimStart('*'))),
        _ => Plain(name) ?? Named(name),
    };

    private static FieldType? Plain(string name) => name switch
    {
        "string" or "types.UID" or "types.NodeName" => new FieldType(FieldKind.Text, name),
        "bool" => new FieldType(FieldKind.Flag, name),
        "int32" or "int64" => new FieldType(FieldKind.Integer, name),
        "float64" => new FieldType(FieldKind.Number, name),
        "bytes" => new FieldType(FieldKind.Bytes, "[]uint8"),
        "Time" => new FieldType(FieldKind.Time, "v1.Time"),
        "MicroTime" => new FieldType(FieldKind.MicroTime, "v1.MicroTime"),
        "Duration" => new FieldType(FieldKind.Duration, "v1.Duration"),
        "Quantity" => new FieldType(FieldKind.Quantity, "resource.Quantity"),
        "IntOrString" => new FieldType(FieldKind.IntOrString, "intstr.IntOrString"),
        "RawExtension" or "FieldsV1" => new FieldType(FieldKind.Raw, "runtime.RawExtension"),
        _ => null,
    };

    private FieldType Named(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            return _others(name[..dot]).Named(name[(dot + 1)..]);
        }

        var line = _lines.TryGetValue(name, out var found) ? found : throw new FormatException($"{_group}.types: there is no {name}.");
        var goName = $"v1.{name}";
        return line.StartsWith("= ", StringComparison.Ordinal)
            ? Type(line[2..]) is var renamed && renamed.Kind is FieldKind.List
                ? renamed with { GoName = goName, IsNamedList = true }
                : renamed with { GoName = goName }
            : FieldType.Object(goName, () => Shape(name));
    }
}
