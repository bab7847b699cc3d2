using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Checks;
using KubeEdge.CloudHub;
using KubeEdge.Controllers;
using KubeEdge.Hosting.Cloud;
using KubeEdge.Hosting.Cloud.Certificates;
using KubeEdge.Hosting.Cloud.Checks;
using KubeEdge.Hosting.Cloud.Configuration;
using KubeEdge.Hosting.Cloud.Embedded;
using KubeEdge.Hosting.Cloud.Health;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds the cloud side to a host.</summary>
public static class CloudCoreHostApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the cloud side: CloudHub, to which nodes connect, the controllers that tell it what each node should hold, and on request
    /// an embedded Kubernetes API with a durable store. The original's CloudCore.
    /// </summary>
    /// <param name="builder">The host that is being built.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder on which further cloud modules hang.</returns>
    /// <exception cref="FormatException">An address is not of the form <c>address:port</c>.</exception>
    public static ICloudCoreBuilder AddCloudCore(this IHostApplicationBuilder builder, Action<CloudCoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new CloudCoreOptions();
        configure?.Invoke(options);
        if (options.Monitor is { } monitor)
        {
            builder.Services.AddHostedService(provider => new CloudMonitor(monitor, provider));
        }

        CloudHealthRegistration.Add(builder.Services, options);
        string kubeconfig = options.Kubeconfig ?? Path.Combine(options.DataDirectory, "kubeconfig");

        if (options.EmbeddedApi is null)
        {
            builder.Services.AddSingleton(provider => new KubeClient(
                options.Master is { } master ? new KubeClientOptions { Server = master } : Kubeconfig.Load(kubeconfig),
                meters: provider.GetService<IMeterFactory>()));
        }
        else
        {
            AddEmbeddedApi(builder.Services, options, kubeconfig);
        }

        builder.Services.AddBeehive();
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (options.File is { } file)
        {
            builder.Services.AddHostedService(
                provider => new ConfigurationReport(file, provider.GetRequiredService<ILogger<ConfigurationReport>>()));
        }

        builder.Services.AddSingleton(new SelfCheckSource(provider => CloudChecks.For(
            options,
            options.ServeNodes ? provider.GetRequiredService<IOptions<CloudHubOptions>>().Value : null,
            provider.GetRequiredService<KubeClient>,
            provider.GetRequiredService<TimeProvider>())));
        return options.ServeNodes ? AddModules(builder.Services, options) : new CloudCoreBuilder(builder.Services);
    }

    private static ICloudCoreBuilder AddModules(IServiceCollection services, CloudCoreOptions options)
    {
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<NodeCertificates>(provider, options));
        IPEndPoint hub = IPEndPoint.Parse(options.Hub);
        ICloudCoreBuilder cloud = services.AddCloudHub(cloudHub =>
        {
            options.CloudHub?.Invoke(cloudHub);
            cloudHub.Address = hub.Address.ToString();
            cloudHub.Port = hub.Port;
            cloudHub.HttpsPort = options.Https is null ? null : IPEndPoint.Parse(options.Https).Port;
            cloudHub.TokenFile = options.TokenFile ?? Path.Combine(options.DataDirectory, "token");

            // Whoever is on this machine can read the embedded API without proving who he is.
            cloudHub.AuthorityInApi = options.EmbeddedApi is null;
            cloudHub.AuthorityDirectory = Path.Combine(options.DataDirectory, "authority");
        });
        if (options.ControlNodes)
        {
            cloud.AddEdgeController(controller => controller.EveryConfigMap = options.EveryConfigMap);
        }

        if (options.ControlDevices)
        {
            cloud.AddDeviceController(controller => controller.StatusPlacement = options.EmbeddedApi is null
                ? DeviceStatusPlacement.Auto
                : DeviceStatusPlacement.Device);
        }

        return cloud;
    }

    private static void AddEmbeddedApi(IServiceCollection services, CloudCoreOptions options, string kubeconfig)
    {
        // Clients are made before servers start, so the port is settled here.
        var port = new HeldPort(IPEndPoint.Parse(options.EmbeddedApi ?? string.Empty));
        IPEndPoint address = port.Address;
        services.AddMetaStore(store => store.Path = Path.Combine(options.DataDirectory, "api.db"));
        services.AddApiServer(server =>
        {
            server.Address = address.Address.ToString();
            server.Port = address.Port;
            server.KubeconfigPath = kubeconfig;
            server.InstallDefinitions = true;

            // Where every ConfigMap goes to every node, one per namespace would only travel for nothing.
            server.FillNamespaces = !options.EveryConfigMap;
        });
        services.AddHostedService(_ => port);
        services.AddSingleton(provider => new KubeClient(
            new KubeClientOptions { Server = new Uri($"http://{address}") }, meters: provider.GetService<IMeterFactory>()));
        services.AddNodeLifecycle();
    }

    private sealed record CloudCoreBuilder(IServiceCollection Services) : ICloudCoreBuilder;
}
