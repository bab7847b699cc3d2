using KubeEdge.Beehive;
using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;
using KubeEdge.Hosting;
using KubeEdge.Hosting.Checks;
using KubeEdge.Hosting.Configuration;
using KubeEdge.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds an edge node to a host.</summary>
public static class EdgeCoreHostApplicationBuilderExtensions
{
    /// <summary>
    /// Adds an edge node: the bus and its modules, the durable store, the link to the cloud, MetaManager, which commits what the cloud
    /// sends, the twins of the node's devices, and MQTT for them. The original's EdgeCore as far as it needs no container runtime.
    /// </summary>
    /// <param name="builder">The host that is being built.</param>
    /// <param name="configure">Sets options; at least <see cref="EdgeCoreOptions.Cloud"/> is needed.</param>
    /// <returns>The builder on which further edge modules hang.</returns>
    public static IEdgeCoreBuilder AddEdgeCore(this IHostApplicationBuilder builder, Action<EdgeCoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new EdgeCoreOptions();
        configure?.Invoke(options);

        if (options.Monitor is { } monitor)
        {
            builder.Services.AddHostedService(provider => new EdgeMonitor(monitor, provider));
        }

        EdgeHealthRegistration.Add(builder.Services, options);
        builder.Services.AddMetaStore(store => store.Path = Path.Combine(options.DataDirectory, "edge.db"));
        builder.Services.TryAddSingleton(TimeProvider.System);
        var edge = new EdgeCoreBuilder(builder.Services);
        if (options.ConnectToCloud)
        {
            AddModules(edge, options);
        }

        if (options.ServeMqtt)
        {
            edge.AddEventBus(options.Bus);
        }

        builder.Services.AddBeehive();
        if (options.File is { } file)
        {
            builder.Services.AddHostedService(
                provider => new ConfigurationReport(file, provider.GetRequiredService<ILogger<ConfigurationReport>>()));
        }

        builder.Services.AddSingleton(new SelfCheckSource(provider => EdgeChecks.For(
            options,
            options.ConnectToCloud ? provider.GetRequiredService<IOptions<EdgeHubOptions>>().Value : null,
            provider.GetRequiredService<TimeProvider>())));
        return edge;
    }

    private static void AddModules(EdgeCoreBuilder edge, EdgeCoreOptions options)
    {
        edge.AddEdgeHub(hub =>
            {
                options.Hub?.Invoke(hub);
                hub.NodeName = options.NodeName;
                hub.Server = options.Cloud;
                hub.HttpServer = options.HttpServer;
                hub.Token = options.Token;
                hub.TokenFile = options.TokenFile;
                hub.CaFile = options.CaFile ?? Path.Combine(options.CertificateDirectory, "rootCA.crt");
                hub.CertificateFile = options.CertificateFile ?? Path.Combine(options.CertificateDirectory, "server.crt");
                hub.KeyFile = options.KeyFile ?? Path.Combine(options.CertificateDirectory, "server.key");
            })
            .AddMetaManager();
        if (options.ServeDevices)
        {
            edge.AddDeviceTwin();
        }

        if (options.RegisterNode)
        {
            edge.AddNodeAgent(options.Node);
        }
    }

    private sealed record EdgeCoreBuilder(IServiceCollection Services) : IEdgeCoreBuilder;
}
