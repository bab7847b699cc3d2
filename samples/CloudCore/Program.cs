using System.CommandLine;
using Microsoft.Extensions.Hosting;

var config = new Option<string?>("--config") { Description = "A cloudcore.yaml of the original; the options below override it." };
var data = new Option<string>("--data-dir") { Description = "Where the authority and the embedded API's store are kept.", DefaultValueFactory = _ => "cloud" };
var api = new Option<string?>("--embedded-api") { Description = "Serve a Kubernetes API at this address:port and work on it; without it, on the cluster of --kubeconfig." };
var kubeconfig = new Option<string?>("--kubeconfig") { Description = "The cluster to work on, or where to write the embedded API's kubeconfig. Default: kubeconfig in the data folder." };
var hub = new Option<string?>("--hub") { Description = "Where nodes connect, address:port. Default: the file's, else 0.0.0.0:10000." };
var https = new Option<string?>("--https") { Description = "Where nodes join with the token in DATA-DIR/token, address:port. Default: the file's, else 0.0.0.0:10002." };
var certificates = new Option<string?>("--certificates") { Description = "The folder shared with the nodes. Default: certificates in the data folder." };
var nodes = new Option<string[]>("--node") { Description = "A node to make a certificate for; may be repeated." };

var everyConfigMap = new Option<bool>("--every-configmap") { Description = "Give every ConfigMap to every node, not only to those whose pods name it." };

var command = new RootCommand("The cloud side of KubeEdge: delivers what kubectl applies to every connected node.")
{
    config, data, api, kubeconfig, hub, https, certificates, nodes, everyConfigMap,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.AddCloudCore(cloud =>
    {
        if (parsed.GetValue(config) is { } file)
        {
            cloud.ReadFile(file);
        }

        cloud.DataDirectory = parsed.GetRequiredValue(data);
        cloud.EmbeddedApi = parsed.GetValue(api);
        if (parsed.GetValue(kubeconfig) is { } cluster)
        {
            (cloud.Kubeconfig, cloud.Master) = (cluster, null);
        }

        cloud.Hub = parsed.GetValue(hub) ?? cloud.Hub;
        cloud.Https = parsed.GetValue(https) ?? cloud.Https;
        cloud.CertificateDirectory = parsed.GetValue(certificates);
        cloud.EveryConfigMap = parsed.GetValue(everyConfigMap);
        foreach (string node in parsed.GetValue(nodes) ?? [])
        {
            cloud.Nodes.Add(node);
        }
    });
    using IHost host = builder.Build();
    await host.RunAsync(cancellationToken);
});

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
