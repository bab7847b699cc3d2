using System.CommandLine;
using System.Net;
using EdgeCore;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var arguments = new Arguments();
var command = new RootCommand("An edge node of KubeEdge: keeps what the cloud sends, and answers kubectl while the cloud is gone.")
{
    arguments.Config, arguments.DataDirectory, arguments.NodeName, arguments.Cloud, arguments.Join, arguments.TokenFile, arguments.Token,
    arguments.Certificates, arguments.Api, arguments.Import,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    IPEndPoint address = IPEndPoint.Parse(parsed.GetRequiredValue(arguments.Api));
    string directory = string.Empty;

    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.AddEdgeCore(edge =>
    {
        arguments.Apply(parsed, edge);
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
    if (parsed.GetValue(arguments.Import) is { } database)
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
