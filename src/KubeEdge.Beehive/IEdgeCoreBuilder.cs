using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Beehive;

/// <summary>What the edge packages hang their registrations on; returned by <c>AddEdgeCore</c>.</summary>
public interface IEdgeCoreBuilder
{
    /// <summary>The services of the host that is being built.</summary>
    IServiceCollection Services { get; }
}
