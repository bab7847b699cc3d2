using KubeEdge.Hosting;
using KubeEdge.Hosting.Cloud;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.LoadTest;

/// <summary>A cloud with its own API, and edges for it, in one process and on loopback; their stores are on disk.</summary>
internal static class LoadHosts
{
    public static IHost Cloud(string directory, Action<CloudCoreOptions> configure)
    {
        HostApplicationBuilder builder = Builder();
        builder.AddCloudCore(options =>
        {
            options.DataDirectory = Path.Combine(directory, "cloud");
            options.EmbeddedApi = "127.0.0.1:0";
            options.Hub = "127.0.0.1:0";
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
            options.DataDirectory = Path.Combine(directory, name);
            options.Cloud = hub;
            configure(options);
        });
        return builder.Build();
    }

    private static HostApplicationBuilder Builder()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }
}
