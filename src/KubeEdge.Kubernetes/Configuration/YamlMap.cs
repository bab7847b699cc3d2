using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>
/// A mapping in a configuration file. Names are found in any case, as in the original. An absent member, an empty one and <c>null</c>
/// are the same. What has another form than expected throws <see cref="InvalidDataException"/> with file, place and expectation.
/// </summary>
public sealed class YamlMap
{
    private readonly string _file;
    private readonly YamlMappingNode _node;

    internal YamlMap(string file, string path, YamlMappingNode node)
    {
        (_file, _node) = (file, node);
        Path = path;
    }

    /// <summary>Where in the file the mapping is, for instance <c>$.modules.edgeHub</c>.</summary>
    public string Path { get; }

    /// <summary>The text of a member; null when it is absent.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) || scalar.Value is "null" or "~" ? null : scalar.Value,
        var other => throw Error(name, other, "text"),
    };

    /// <summary>A yes or no; null when it is absent.</summary>
    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "false" or "False" or "FALSE" => false,
        "true" or "True" or "TRUE" => true,
        var text => throw Error($"{Path}.{name} is \"{text}\", expected true or false"),
    };

    /// <summary>A whole number within limits; null when it is absent.</summary>
    public int? Number(string name, int least, int most) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most => number,
        var text => throw Error($"{Path}.{name} is \"{text}\", expected a whole number from {least} to {most}"),
    };

    /// <summary>The texts of a list; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null or YamlScalarNode { Value: null or "" or "null" or "~" } => [],
        YamlSequenceNode list when list.Children.All(static item => item is YamlScalarNode) =>
            [.. list.Children.OfType<YamlScalarNode>().Select(static item => item.Value ?? string.Empty)],
        var other => throw Error(name, other, "a list of texts"),
    };

    /// <summary>Whether a member is there.</summary>
    public bool Has(string name) => Find(name) is { } node && node is not YamlScalarNode { Value: null or "" or "null" or "~" };

    /// <summary>A mapping inside this one; null when it is absent.</summary>
    public YamlMap? Map(string name) => Find(name) switch
    {
        null or YamlScalarNode { Value: null or "" or "null" or "~" } => null,
        YamlMappingNode map => new YamlMap(_file, $"{Path}.{name}", map),
        var other => throw Error(name, other, "a mapping"),
    };

    /// <summary>The entry with this name of a list of named mappings, as kubeconfig files have for clusters, users and contexts.</summary>
    internal YamlMap Named(string list, string name)
    {
        var node = Find(list);
        if (node is YamlSequenceNode items)
        {
            foreach (var item in items.Children.OfType<YamlMappingNode>())
            {
                var entry = new YamlMap(_file, $"{Path}.{list}[{name}]", item);
                if (entry.Text("name") == name)
                {
                    return entry;
                }
            }
        }

        throw Error($"{Path}.{list} has no entry named \"{name}\"");
    }

    /// <summary>An error about this file.</summary>
    /// <param name="problem">What is wrong, and where.</param>
    public InvalidDataException Error(string problem) => new($"{_file}: {problem}");

    private YamlNode? Find(string name)
    {
        if (_node.Children.TryGetValue(new YamlScalarNode(name), out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in _node.Children)
        {
            if (key is YamlScalarNode scalar && string.Equals(scalar.Value, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private InvalidDataException Error(string name, YamlNode found, string expected) =>
        Error($"{Path}.{name} (line {found.Start.Line}) is {Describe(found)}, expected {expected}");

    private static string Describe(YamlNode found) => found switch
    {
        YamlScalarNode => "text",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };
}
