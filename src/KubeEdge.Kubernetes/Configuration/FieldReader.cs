using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Walks a document beside the table of fields; collects values, unknown names and everything that has a wrong form.</summary>
internal sealed class FieldReader(ConfigurationSchema schema, ConfigurationProblems problems)
{
    private static readonly string[] _own = ["apiVersion", "kind"];

    public Dictionary<string, ConfigurationEntry> Entries { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the values of the file are, for what is found out later.</summary>
    public Dictionary<string, Mark> Marks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that are in no table and near to none.</summary>
    public List<string> Unknown { get; } = [];

    public void Read(YamlMappingNode root) => Read(root, schema.Root);

    public void Override(in ConfigurationOverride item)
    {
        var field = Find(item.Path, out var rest);
        if (field?.Rule is null || (rest.Length > 0 && !HasMembers(field.Rule)))
        {
            problems.Add(item.Source, $"there is no field \"{item.Path}\"" + Hint(item.Path, [.. schema.Paths]));
        }
        else if (field.Rule.Kind == ValueKind.Any || (HasMembers(field.Rule) && rest.Length == 0))
        {
            problems.Add(item.Source, $"{field.Path} cannot be set here, only in a file");
        }
        else if (rest.Length > 0)
        {
            var pairs = new Dictionary<string, string>(Entries.GetValueOrDefault(field.Path)?.Pairs ?? new Dictionary<string, string>())
            {
                [rest] = item.Value,
            };
            Entries[field.Path] = new ConfigurationEntry(item.Source, Pairs: pairs);
            Marks.Remove(field.Path);
        }
        else
        {
            const StringSplitOptions tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            Entries[field.Path] = field.Rule.IsCollection
                ? new ConfigurationEntry(item.Source, Items: item.Value.Split(',', tidy))
                : new ConfigurationEntry(item.Source, item.Value);
            Marks.Remove(field.Path);
        }
    }

    private static bool HasMembers(ValueRule rule) => rule.Kind is ValueKind.Map or ValueKind.Flags;

    /// <summary>The longest part of a path that is a field; names of labels may have dots of their own.</summary>
    private ConfigurationField? Find(string path, out string rest)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (schema.ByPath.TryGetValue(path[..end], out var field))
            {
                rest = end < path.Length ? path[(end + 1)..] : string.Empty;
                return field;
            }
        }

        rest = string.Empty;
        return null;
    }

    private void Read(YamlMappingNode map, ConfigurationField parent)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (string.IsNullOrEmpty(name))
            {
                problems.Add(key.Start, $"{Inside(parent)}a name is expected here");
            }
            else if (name == "<<")
            {
                problems.Add(key.Start, $"{Inside(parent)}merging with << is not supported; write the fields out");
            }
            else if (!seen.Add(name))
            {
                problems.Add(key.Start, $"{Inside(parent)}\"{name}\" is given twice");
            }
            else if (parent.Find(name) is { } field)
            {
                Read(value, field);
            }
            else if (parent.Path.Length > 0 || !_own.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                ReportUnknown(key.Start, name, parent);
            }
        }
    }

    private void Read(YamlNode value, ConfigurationField field)
    {
        switch (field.Rule)
        {
            case null when value is YamlMappingNode map:
                Marks[field.Path] = value.Start;
                Read(map, field);
                break;
            case null when !Yaml.IsNull(value):
                problems.Add(value.Start, $"{field.Path} is {Yaml.Describe(value)}, expected a mapping");
                break;
            case null when field.Support != FieldSupport.Without:
                problems.Add(value.Start, $"{field.Path} is empty; give its fields, or leave it out for the defaults");
                break;
            case { } rule when !Yaml.IsNull(value):
                Marks[field.Path] = value.Start;
                if (Entry(value, rule) is { } entry)
                {
                    Entries[field.Path] = entry;
                }
                else
                {
                    problems.Add(value.Start, $"{field.Path} is {Yaml.Describe(value)}, expected {rule.Expected}");
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The value, or null when its form is not the rule's.</summary>
    private ConfigurationEntry? Entry(YamlNode value, ValueRule rule)
    {
        var place = problems.Place(value.Start);
        return (rule.Kind, value) switch
        {
            (ValueKind.Any, YamlMappingNode { Children.Count: 0 }) => new ConfigurationEntry(place, "{}"),
            (ValueKind.Any, _) => new ConfigurationEntry(place, (value as YamlScalarNode)?.Value ?? Yaml.Describe(value)),
            (ValueKind.Texts or ValueKind.Addresses, YamlSequenceNode list) when list.Children.All(static item => item is YamlScalarNode) =>
                new ConfigurationEntry(place, Items: [.. list.Children.Select(Yaml.Text)]),
            (ValueKind.Map or ValueKind.Flags, YamlMappingNode map) when map.Children.Values.All(static item => item is YamlScalarNode) =>
                new ConfigurationEntry(
                    place, Pairs: map.Children.ToDictionary(static pair => Yaml.Text(pair.Key), static pair => Yaml.Text(pair.Value))),
            (_, YamlScalarNode scalar) when !rule.IsCollection => new ConfigurationEntry(place, scalar.Value ?? string.Empty),
            _ => null,
        };
    }

    private void ReportUnknown(in Mark place, string name, ConfigurationField parent)
    {
        var hint = Hint(name, [.. parent.Fields.Select(static field => field.Name)]);
        if (hint.Length > 0)
        {
            problems.Add(place, $"{Inside(parent)}there is no field \"{name}\"{hint}");
        }
        else
        {
            Unknown.Add($"{Inside(parent, ".")}{name} ({problems.Place(place)})");
        }
    }

    private static string Hint(string name, IReadOnlyCollection<string> known) =>
        NearestName.Find(name, known) is { } near ? $"; did you mean \"{near}\"?" : string.Empty;

    private static string Inside(ConfigurationField parent, string after = ": ") =>
        parent.Path.Length == 0 ? string.Empty : parent.Path + after;
}
