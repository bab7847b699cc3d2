using System.Collections.Concurrent;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The strategy of each resource.</summary>
/// <param name="hasAccounts">Whether every namespace has a default service account, which pods then use.</param>
internal sealed class ResourceStrategies(bool hasAccounts)
{
    private readonly ConcurrentDictionary<ResourceType, ResourceStrategy> _strategies = new();

    public ResourceStrategy Of(ResourceType type) => CustomResource.Of(type) is { Schema: { } schema }
        // Not kept: the next version of a definition has an equal type and another schema.
        ? new CustomStrategy(type, schema)
        : _strategies.GetOrAdd(type, Create);

    private ResourceStrategy Create(ResourceType type) => type switch
    {
        { Group: "", Plural: "configmaps" } => new ConfigMapStrategy(type),
        { Group: "", Plural: "events" } => new EventStrategy(type),
        { Group: "", Plural: "namespaces" } => new NamespaceStrategy(type),
        { Group: "", Plural: "nodes" } => new NodeStrategy(type),
        { Group: "", Plural: "endpoints" } => new EndpointsStrategy(type),
        { Group: "", Plural: "persistentvolumes" or "persistentvolumeclaims" } => new VolumeStrategy(type),
        { Group: "", Plural: "pods" } => new PodStrategy(type, hasAccounts),
        { Group: DefinitionStrategy.Group, Plural: DefinitionStrategy.Plural } => new DefinitionStrategy(type),
        { Group: "", Plural: "services" } => new ServiceStrategy(type),
        { Group: "", Plural: "secrets" } => new SecretStrategy(type),
        _ => new ResourceStrategy(type),
    };
}
