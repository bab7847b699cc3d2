using System.Collections;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>A value that stands above what a configuration file says.</summary>
/// <param name="Path">The field, for instance <c>modules.edgeHub.heartbeat</c>, in any case.</param>
/// <param name="Value">The value as a file would have it; items of a list with commas between.</param>
/// <param name="Source">Where it comes from; errors name it.</param>
public readonly record struct ConfigurationOverride(string Path, string Value, string Source)
{
    /// <summary>
    /// What names of environment variables begin with: <c>KUBEEDGE__</c>. The names of the path follow, with <c>__</c> between.
    /// </summary>
    public const string EnvironmentPrefix = "KUBEEDGE__";

    /// <summary>The variables of the environment that name fields, for instance <c>KUBEEDGE__MODULES__EDGEHUB__HEARTBEAT=10</c>.</summary>
    public static IReadOnlyList<ConfigurationOverride> FromEnvironment()
    {
        var found = new List<ConfigurationOverride>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value }
                && name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var path = name[EnvironmentPrefix.Length..].Replace("__", ".", StringComparison.Ordinal);
                found.Add(new ConfigurationOverride(path, value, $"environment variable {name}"));
            }
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Source, right.Source));
        return found;
    }

    /// <summary>Reads <c>path=value</c> as it is given on a command line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The option that it was given with, for instance <c>--set</c>.</param>
    /// <exception cref="FormatException">It has no equals sign.</exception>
    public static ConfigurationOverride Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
            ? new ConfigurationOverride(text[..sign].Trim(), text[(sign + 1)..].Trim(), $"{source} {text[..sign].Trim()}")
            : throw new FormatException($"{source} {text}: expected FIELD=VALUE, for instance modules.edgeHub.heartbeat=10");
    }
}
