using KubeEdge.Hosting;
using KubeEdge.Hosting.Cloud;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.LoadTest;

/// <summary>A cloud with its own API, and edges for it, in one process and on loopback; their stores are on disk.</summary>
internal static class LoadHosts
{
    public static IHost Cloud(string directory, Action<CloudCoreOptions> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Builder();
        services?.Invoke(builder.Services);
        builder.AddCloudCore(options =>
        {
            options.DataDirectory = Path.Combine(directory, "cloud");
            options.EmbeddedApi = "127.0.0.1:0";
            options.Hub = "127.0.0.1:0";
            options.Https = null;
            options.Monitor = null;
            options.CertificateDirectory = Path.Combine(directory, "certificates");
            configure(options);
        });
        return builder.Build();
    }

    public static IHost Edge(string directory, string name, Uri hub, Action<EdgeCoreOptions> configure)
    {
        HostApplicationBuilder builder = Builder();
        builder.AddEdgeCore(options =>
        {
            options.NodeName = name;
            options.ServeMqtt = false;
            options.DataDirectory = Path.Combine(directory, name);
            options.Cloud = hub;
            configure(options);
        });
        return builder.Build();
    }

    /// <summary>Where the cloud of a directory keeps its certificate authority.</summary>
    public static string AuthorityFolder(string directory) => Path.Combine(directory, "cloud", "authority");

    /// <summary>The resource of that name.</summary>
    public static ResourceType TypeOf(string group, string plural) => ResourceTable.Default.TryGetByPlural(group, plural, out ResourceType? type)
        ? type
        : throw new InvalidOperationException($"{plural} are not in the table.");

    private static HostApplicationBuilder Builder()
    {
        // Not the working directory: a host watches every folder below its root for settings that change.
        var settings = new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory };
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }
}
