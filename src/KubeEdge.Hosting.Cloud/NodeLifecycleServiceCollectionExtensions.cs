using KubeEdge.Hosting.Cloud.Embedded;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the life cycle of nodes.</summary>
public static class NodeLifecycleServiceCollectionExtensions
{
    /// <summary>
    /// Does for an API without controllers what a cluster's node controller does: a node that has renewed neither its lease nor its status
    /// for 40 s is no longer Ready (<c>NodeStatusUnknown</c>), and the lease of a deleted node is removed. Works on the
    /// <see cref="KubeClient"/> of the container. <c>AddCloudCore</c> with an embedded API does this already; not for real clusters. Safe to
    /// call twice.
    /// </summary>
    public static IServiceCollection AddNodeLifecycle(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NodeLifecycle>());
        return services;
    }
}
