using KubeEdge.ApiServer.Discovery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>What is served at present: the built-in resources and those that installed definitions add.</summary>
internal sealed class ServedResources
{
    private readonly ResourceTable _builtIn;
    private volatile ResourceTable _table;
    private volatile ResourceGroups _groups;

    public ServedResources(ResourceTable builtIn)
    {
        // Schemas only for what is served anyway.
        _builtIn = builtIn.With(KubeEdgeDefinitions.Load().Where(type => builtIn.TryGetByVersionedPlural(type.ApiVersion, type.Plural, out _)));
        _table = _builtIn;
        _groups = new ResourceGroups(_builtIn);
    }

    public ResourceTable Table => _table;

    public ResourceGroups Groups => _groups;

    /// <summary>Serves these beside the built-in ones, and no others any more.</summary>
    public void Replace(IReadOnlyCollection<ResourceType> custom)
    {
        var table = custom.Count == 0 ? _builtIn : _builtIn.With(custom);
        _groups = new ResourceGroups(table);
        _table = table;
    }
}
