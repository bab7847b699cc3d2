using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeInABox;

/// <summary>Two hosts in one process. They share nothing but the folder with the node's certificate: all else goes over the link.</summary>
internal static class Box
{
    private const string Node = "edge-1";
    private const string EmptyRequest = "{}";

    public static async Task RunAsync(string directory, int apiPort, int hubPort, int edgePort, CancellationToken cancellationToken)
    {
        directory = Path.GetFullPath(directory);
        string cloudKubeconfig = Path.Combine(directory, "kubeconfig");
        string edgeKubeconfig = Path.Combine(directory, "edge.kubeconfig");

        using IHost cloud = BuildCloud(directory, cloudKubeconfig, apiPort, hubPort);
        await cloud.StartAsync(cancellationToken);
        Uri hub = cloud.Services.GetRequiredService<ICloudHub>().Address ?? throw new InvalidOperationException("CloudHub does not listen.");
        Console.WriteLine($"cloud   API at {cloud.Services.GetRequiredService<KubeClient>().Server}, nodes connect to {hub}");

        using IHost edge = BuildEdge(directory, edgeKubeconfig, edgePort, hub);
        await edge.StartAsync(cancellationToken);
        await DemoObjects.ApplyOnceAsync(cloud.Services.GetRequiredService<KubeClient>(), Path.Combine(directory, "demo-applied"), cancellationToken);
        PrintHints(cloudKubeconfig, edgeKubeconfig);

        await edge.WaitForShutdownAsync(cancellationToken);
        await cloud.StopAsync(CancellationToken.None);
        Console.WriteLine("stopped; start again to go on from here");
    }

    private static IHost BuildCloud(string directory, string kubeconfig, int apiPort, int hubPort)
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.AddCloudCore(options =>
        {
            options.DataDirectory = Path.Combine(directory, "cloud");
            options.EmbeddedApi = $"127.0.0.1:{apiPort}";
            options.Kubeconfig = kubeconfig;
            options.Hub = $"127.0.0.1:{hubPort}";
            options.Monitor = null;
            options.Https = null;
            options.CertificateDirectory = Path.Combine(directory, "certificates");
            options.Nodes.Add(Node);
            options.EveryConfigMap = true;
        });
        builder.Services.AddSingleton<IDeliveryObserver, Narrator>();
        return builder.Build();
    }

    private static IHost BuildEdge(string directory, string kubeconfig, int port, Uri hub)
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.AddEdgeCore(options =>
        {
            options.NodeName = Node;
            options.DataDirectory = Path.Combine(directory, "edge");
            options.Cloud = hub;
            options.CertificateDirectory = Path.Combine(directory, "certificates", Node);
        });
        builder.Services.AddHostedService<Thermometer>();
        builder.Services.AddApiServer(server =>
        {
            server.Port = port;
            server.ReadOnly = true;
            server.KubeconfigPath = kubeconfig;
        });
        return builder.Build();
    }

    private static HostApplicationBuilder NewBuilder()
    {
        // Not the working directory: a host watches every folder below its root for settings that change.
        var settings = new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory };
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    private static void PrintHints(string cloudKubeconfig, string edgeKubeconfig) => Console.WriteLine(
        $"""

        Try, in another terminal:
          kubectl --kubeconfig {cloudKubeconfig} create configmap greeting --from-literal=text=hello
          kubectl --kubeconfig {cloudKubeconfig} get configmaps --all-namespaces
          kubectl --kubeconfig {edgeKubeconfig} get configmaps --watch     # the node's own copy
          kubectl --kubeconfig {cloudKubeconfig} edit device thermometer   # another desired target
          kubectl --kubeconfig {cloudKubeconfig} get device thermometer -o yaml
          mosquitto_sub -p 1884 -v -t '$hw/events/device/default/thermometer/twin/#'      # what its MQTT clients hear
          mosquitto_pub -p 1884 -t '$hw/events/device/default/thermometer/twin/get' -m '{EmptyRequest}'
        Ctrl-C stops cloud and node.

        """);
}
