using System.CommandLine;
using System.Net;
using KubeEdge.Hosting;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var config = new Option<string?>("--config") { Description = "An edgecore.yaml of the original; the options below override it." };
var data = new Option<string?>("--data-dir") { Description = "Where the node's store is kept. Default: the folder of the file's database, else edge." };
var name = new Option<string?>("--node-name") { Description = "The node's name in Kubernetes. Default: the file's, else this machine's." };
var cloud = new Option<string?>("--cloud") { Description = "CloudHub's address. Default: the file's, else wss://127.0.0.1:10000." };
var join = new Option<string?>("--join") { Description = "CloudCore's certificate service, https://…:10002. Default: the file's, else none." };
var token = new Option<string?>("--token-file") { Description = "The file with the join token, as CloudCore keeps it in its data folder." };
var certificates = new Option<string?>("--certificates") { Description = "The folder with the nodes' certificates. Default: the file's paths, else certs, or with --join certs in the data folder." };
var api = new Option<string>("--api") { Description = "Where kubectl reads this node's objects, address:port.", DefaultValueFactory = _ => "127.0.0.1:10550" };
var import = new Option<string?>("--import") { Description = "Take over the objects of this edgecore.db of a stopped EdgeCore of the original first." };

var command = new RootCommand("An edge node of KubeEdge: keeps what the cloud sends, and answers kubectl while the cloud is gone.")
{
    config, data, name, cloud, join, token, certificates, api, import,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    IPEndPoint address = IPEndPoint.Parse(parsed.GetRequiredValue(api));
    string directory = string.Empty;

    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.AddEdgeCore(edge =>
    {
        Configure(edge, parsed);
        directory = edge.DataDirectory;
    });
    builder.Services.AddApiServer(server =>
    {
        server.Address = address.Address.ToString();
        server.Port = address.Port;
        server.ReadOnly = true;
        server.KubeconfigPath = Path.Combine(directory, "edge.kubeconfig");
    });
    using IHost host = builder.Build();
    if (parsed.GetValue(import) is { } database)
    {
        ImportReport report = await EdgeCoreDatabase.ImportAsync(
            database, host.Services.GetRequiredService<IMetaStore>(), cancellationToken: cancellationToken);
        Console.WriteLine($"{database}: {report.Imported} objects imported, {report.Present} were here, {report.LeftBehind} rows need no keeping");
        foreach (ImportProblem problem in report.Problems)
        {
            Console.WriteLine($"  not imported: {problem.Key}: {problem.Reason}");
        }
    }

    await host.RunAsync(cancellationToken);
});

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

void Configure(EdgeCoreOptions edge, ParseResult parsed)
{
    if (parsed.GetValue(config) is { } file)
    {
        edge.ReadFile(file);
    }
    else
    {
        edge.DataDirectory = "edge";
        edge.Cloud = new Uri("wss://127.0.0.1:10000");
    }

    edge.DataDirectory = parsed.GetValue(data) ?? edge.DataDirectory;
    edge.NodeName = parsed.GetValue(name) ?? edge.NodeName;
    edge.Cloud = parsed.GetValue(cloud) is { } hub ? new Uri(hub) : edge.Cloud;
    edge.HttpServer = parsed.GetValue(join) is { } service ? new Uri(service) : edge.HttpServer;
    edge.TokenFile = parsed.GetValue(token);
    string? folder = parsed.GetValue(certificates)
        ?? (parsed.GetValue(config) is not null ? null : edge.HttpServer is null ? "certs" : Path.Combine(edge.DataDirectory, "certs"));
    if (folder is not null)
    {
        edge.CertificateDirectory = Path.Combine(folder, edge.NodeName);
        (edge.CaFile, edge.CertificateFile, edge.KeyFile) = (null, null, null);
    }
}
