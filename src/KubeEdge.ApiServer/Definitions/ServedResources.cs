using KubeEdge.ApiServer.Discovery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>What is served at present: the built-in resources and those that installed definitions add.</summary>
internal sealed class ServedResources
{
    private readonly ResourceTable _builtIn;
    private readonly Lock _gate = new();
    private volatile ResourceTable _table;
    private volatile ResourceGroups _groups;
    private long _revision = -1;

    public ServedResources(ResourceTable builtIn)
    {
        // Schemas only for what is served anyway.
        _builtIn = builtIn.With(KubeEdgeDefinitions.Load().Where(type => builtIn.TryGetByVersionedPlural(type.ApiVersion, type.Plural, out _)));
        _table = _builtIn;
        _groups = new ResourceGroups(_builtIn);
    }

    public ResourceTable Table => _table;

    public ResourceGroups Groups => _groups;

    /// <summary>
    /// Serves these beside the built-in ones, and no others any more. Of two readings that end in the wrong order the newer one stays.
    /// </summary>
    public void Replace(long revision, IReadOnlyCollection<ResourceType> custom)
    {
        var table = custom.Count == 0 ? _builtIn : _builtIn.With(custom);
        var groups = new ResourceGroups(table);
        lock (_gate)
        {
            if (revision >= _revision)
            {
                // What discovery names is served already.
                (_revision, _table) = (revision, table);
                _groups = groups;
            }
        }
    }
}
