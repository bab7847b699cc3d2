using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Chooses the version of a file, lets its fields be read, and puts everything together.</summary>
internal static class ConfigurationReader
{
    public static ConfigurationValues Read(
        string? path,
        IReadOnlyList<ConfigurationSchema> versions,
        IReadOnlyList<ConfigurationOverride> overrides)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new FileNotFoundException(
                $"{path}: there is no such file; --minconfig and --defaultconfig print one to begin with", path);
        }

        var root = path is null ? new YamlMappingNode() : YamlFile.Load(path);
        var problems = new ConfigurationProblems(path ?? "no file");
        var schema = path is null ? versions[0] : Version(root, versions, problems);
        var fields = new FieldReader(schema, problems);
        fields.Read(root);
        foreach (var item in overrides)
        {
            fields.Override(item);
        }

        var values = new ConfigurationValues(schema, path, fields.Entries, fields.Unknown);
        ValueChecks.Run(values, problems, fields.Marks);
        problems.ThrowIfAny();
        return values;
    }

    private static ConfigurationSchema Version(
        YamlMappingNode root, IReadOnlyList<ConfigurationSchema> versions, ConfigurationProblems problems)
    {
        var (kind, kindAt) = Text(root, "kind");
        var (version, versionAt) = Text(root, "apiVersion");
        if (kind != versions[0].Kind)
        {
            problems.Add(kindAt, $"kind is {Quote(kind)}, expected {versions[0].Kind}");
        }

        var known = versions.FirstOrDefault(schema => schema.ApiVersion == version);
        if (known is null)
        {
            var expected = string.Join(" or ", versions.Select(static item => item.ApiVersion));
            problems.Add(versionAt, $"apiVersion is {Quote(version)}, expected {expected}");
        }

        problems.ThrowIfAny();
        return known ?? versions[0];
    }

    private static (string? Text, Mark Place) Text(YamlMappingNode root, string name)
    {
        foreach (var (key, value) in root.Children)
        {
            if (key is YamlScalarNode scalar && string.Equals(scalar.Value, name, StringComparison.OrdinalIgnoreCase))
            {
                return ((value as YamlScalarNode)?.Value, value.Start);
            }
        }

        return (null, root.Start);
    }

    private static string Quote(string? text) => text is null ? "absent" : $"\"{text}\"";
}
