using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Beehive;

/// <summary>What the cloud packages hang their registrations on; returned by <c>AddCloudCore</c>.</summary>
public interface ICloudCoreBuilder
{
    /// <summary>The services of the host that is being built.</summary>
    IServiceCollection Services { get; }
}
