using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>A YAML mapping of a configuration file, whose errors name the file and the place in it.</summary>
internal sealed class YamlMap(string file, string path, YamlMappingNode node)
{
    public string Path { get; } = path;

    /// <summary>The text of a member; null when it is absent or empty.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) || scalar.Value is "null" or "~" ? null : scalar.Value,
        var other => throw Error(name, other, "text"),
    };

    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw Error($"{Path}.{name} is \"{text}\", expected true or false"),
    };

    public bool Has(string name) => Find(name) is { } node && node is not YamlScalarNode { Value: null or "" or "null" or "~" };

    public YamlMap? Map(string name) => Find(name) switch
    {
        null or YamlScalarNode { Value: null or "" or "null" or "~" } => null,
        YamlMappingNode map => new YamlMap(file, $"{Path}.{name}", map),
        var other => throw Error(name, other, "a mapping"),
    };

    /// <summary>The entry with this name of a list of named mappings, as kubeconfig files have for clusters, users and contexts.</summary>
    public YamlMap Named(string list, string name)
    {
        var node = Find(list);
        if (node is YamlSequenceNode items)
        {
            foreach (var item in items.Children.OfType<YamlMappingNode>())
            {
                var entry = new YamlMap(file, $"{Path}.{list}[{name}]", item);
                if (entry.Text("name") == name)
                {
                    return entry;
                }
            }
        }

        throw Error($"{Path}.{list} has no entry named \"{name}\"");
    }

    public InvalidDataException Error(string problem) => new($"{file}: {problem}");

    private YamlNode? Find(string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private InvalidDataException Error(string name, YamlNode found, string expected) =>
        Error($"{Path}.{name} (line {found.Start.Line}) is {Describe(found)}, expected {expected}");

    private static string Describe(YamlNode found) => found switch
    {
        YamlScalarNode => "text",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };
}
