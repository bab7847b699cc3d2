using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>What nodes of a document are, in the words of its author.</summary>
internal static class Yaml
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>, unless it is in quotes.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    public static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? string.Empty;

    public static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"\"{scalar.Value}\"",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };
}
