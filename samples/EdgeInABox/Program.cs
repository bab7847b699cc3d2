using System.CommandLine;
using EdgeInABox;

var data = new Option<string>("--data-dir") { Description = "Where cloud and node keep their state.", DefaultValueFactory = _ => ".kubeedge" };
var api = new Option<int>("--api-port") { Description = "Port of the cloud's Kubernetes API; 0 takes a free one." };
var hub = new Option<int>("--hub-port") { Description = "Port that the node connects to; 0 takes a free one." };
var edge = new Option<int>("--edge-port") { Description = "Port of the node's own API; 0 takes a free one." };

var command = new RootCommand("A cloud with its own Kubernetes API and one edge node, edge-1, in one process, to watch them work.")
{
    data, api, hub, edge,
};
command.SetAction((parsed, cancellationToken) => Box.RunAsync(
    parsed.GetRequiredValue(data), parsed.GetValue(api), parsed.GetValue(hub), parsed.GetValue(edge), cancellationToken));

// Ctrl-C is the hosts' business: they stop in order and take the time they need.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
