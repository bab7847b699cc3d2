using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.AddEdgeCore(edge =>
{
    edge.NodeName = "edge-1";
    edge.Cloud = new Uri("wss://127.0.0.1:10000");
    edge.DataDirectory = "data";
    edge.CertificateDirectory = "certs";
});
using IHost host = builder.Build();
await host.StartAsync();

EdgeLinkStatus link = host.Services.GetRequiredService<IEdgeLinkState>().Current;
StoredObject? greeting = await host.Services.GetRequiredService<IMetaReader>()
    .GetAsync(new ResourceKey("", "configmaps", "default", "greeting"));
Console.WriteLine($"connected: {link.IsConnected}, greeting: {greeting?.ResourceVersion.ToString() ?? "none"}");

await host.StopAsync();
Console.WriteLine("stopped");
