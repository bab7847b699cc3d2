using KubeEdge.Beehive;
using KubeEdge.EdgeHub;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects a node under test to a cloud in memory.</summary>
public static class FakeCloudEdgeCoreBuilderExtensions
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Has the node dial a <see cref="FakeCloud"/>: no address, no certificates, no ports. It dials again 10 ms after its link was lost, by
    /// the clock of its container. Its store lies in a folder of the cloud's own, the same for every host that is built for the same node,
    /// so a test can stop a node and start it again. Everything else is as <c>AddEdgeCore</c> made it; what is configured after this call
    /// stands.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeCore</c> returned.</param>
    /// <param name="cloud">The cloud; must outlive the node.</param>
    public static IEdgeCoreBuilder UseFakeCloud(this IEdgeCoreBuilder builder, FakeCloud cloud)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cloud);
        var services = builder.Services;
        services.Configure<EdgeHubOptions>(hub =>
        {
            hub.Server ??= new Uri("wss://fake-cloud:10000");
            hub.Reconnect.MinimumDelay = _pause;
            hub.Reconnect.MaximumDelay = _pause;
        });
        services.AddOptions<MetaStoreOptions>()
            .Configure<IOptions<EdgeHubOptions>>((store, hub) => store.Path = cloud.StoreOf(hub.Value.NodeName));
        services.Replace(ServiceDescriptor.Singleton(provider => Dialer(cloud, provider.GetRequiredService<IOptions<EdgeHubOptions>>())));
        return builder;
    }

    private static ILinkDialer Dialer(FakeCloud cloud, IOptions<EdgeHubOptions> hub) =>
        cloud.Network.CreateDialer(hub.Value.NodeName, hub.Value.Features);
}
