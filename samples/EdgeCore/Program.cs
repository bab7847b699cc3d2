using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var data = new Option<string>("--data-dir") { Description = "Where the node's store is kept.", DefaultValueFactory = _ => "edge" };
var name = new Option<string>("--node-name") { Description = "The node's name in Kubernetes.", DefaultValueFactory = _ => Environment.MachineName.ToLowerInvariant() };
var cloud = new Option<string>("--cloud") { Description = "CloudHub's address.", DefaultValueFactory = _ => "wss://127.0.0.1:10000" };
var certificates = new Option<string>("--certificates") { Description = "The folder in which CloudCore leaves this node's certificates.", DefaultValueFactory = _ => "certs" };
var api = new Option<string>("--api") { Description = "Where kubectl reads this node's objects, address:port.", DefaultValueFactory = _ => "127.0.0.1:10550" };

var command = new RootCommand("An edge node of KubeEdge: keeps what the cloud sends, and answers kubectl while the cloud is gone.")
{
    data, name, cloud, certificates, api,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    string directory = parsed.GetRequiredValue(data);
    string node = parsed.GetRequiredValue(name);
    IPEndPoint address = IPEndPoint.Parse(parsed.GetRequiredValue(api));

    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.AddEdgeCore(edge =>
    {
        edge.NodeName = node;
        edge.DataDirectory = directory;
        edge.Cloud = new Uri(parsed.GetRequiredValue(cloud));
        edge.CertificateDirectory = Path.Combine(parsed.GetRequiredValue(certificates), node);
    });
    builder.Services.AddApiServer(server =>
    {
        server.Address = address.Address.ToString();
        server.Port = address.Port;
        server.ReadOnly = true;
        server.KubeconfigPath = Path.Combine(directory, "edge.kubeconfig");
    });
    using IHost host = builder.Build();
    await host.RunAsync(cancellationToken);
});

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
