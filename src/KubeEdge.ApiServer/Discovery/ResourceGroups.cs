using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>The served resources by group and version, in table order: the first version of a group is its preferred one.</summary>
internal sealed class ResourceGroups
{
    private readonly Dictionary<string, List<string>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ResourceType>> _types = new(StringComparer.Ordinal);

    public ResourceGroups(ResourceTable table)
    {
        foreach (var type in table.All)
        {
            if (!_types.TryGetValue(type.ApiVersion, out var types))
            {
                _types.Add(type.ApiVersion, types = []);
                if (!_versions.TryGetValue(type.Group, out var versions))
                {
                    _versions.Add(type.Group, versions = []);
                }

                versions.Add(type.Version);
            }

            types.Add(type);
        }
    }

    /// <summary>Every group but the core one.</summary>
    public IEnumerable<string> Named => _versions.Keys.Where(group => group.Length > 0);

    public IEnumerable<string> ApiVersions => _types.Keys;

    public IReadOnlyList<string>? VersionsOf(string group) => _versions.GetValueOrDefault(group);

    public IReadOnlyList<ResourceType>? TypesOf(string apiVersion) => _types.GetValueOrDefault(apiVersion);
}
