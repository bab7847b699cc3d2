using System.CommandLine;
using System.Net;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var data = new Option<string>("--data-dir") { Description = "Where the objects are kept; kubeconfig appears there when the API answers.", DefaultValueFactory = _ => "api" };
var listen = new Option<string>("--listen") { Description = "Address and port of the API.", DefaultValueFactory = _ => "127.0.0.1:8080" };

var command = new RootCommand("A Kubernetes API without a cluster: enough of it for kubectl, CloudCore and edge nodes.") { data, listen };
command.SetAction(async (parsed, cancellationToken) =>
{
    string directory = parsed.GetRequiredValue(data);
    IPEndPoint address = IPEndPoint.Parse(parsed.GetRequiredValue(listen));

    // Not the working directory: a host watches every folder below its root for settings that change.
    var settings = new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory };
    HostApplicationBuilder builder = Host.CreateApplicationBuilder(settings);
    builder.Services.AddMetaStore(store => store.Path = Path.Combine(directory, "api.db"));
    builder.Services.AddApiServer(server =>
    {
        server.Address = address.Address.ToString();
        server.Port = address.Port;
        server.KubeconfigPath = Path.Combine(directory, "kubeconfig");
        server.FillNamespaces = true;
        server.InstallDefinitions = true;
    });

    // What a cluster's controllers do: a node whose lease is stale is no longer Ready.
    builder.Services.AddSingleton(_ => new KubeClient(new KubeClientOptions { Server = new Uri($"http://{address}") }));
    builder.Services.AddNodeLifecycle();
    using IHost host = builder.Build();
    await host.RunAsync(cancellationToken);
});

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
