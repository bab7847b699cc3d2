using System.CommandLine;
using KubeEdge.Kubernetes.Names;
using KubeEdge.StateCheck;

var cloud = new Option<string>("--cloud") { Description = "The cloud's API: a kubeconfig file or a URL.", Required = true };
var edge = new Option<string>("--edge") { Description = "The edge: a kubeconfig file, a URL, or the .db file of an edge that is not running.", Required = true };
var resources = new Option<string[]>("--resources")
{
    Description = "What to compare, as kubectl names it. Default: configmaps; with --node, what a node is sent.",
    AllowMultipleArgumentsPerToken = true,
};
var node = new Option<string?>("--node") { Description = "Expect at the edge only what this node should hold: its pods, and what they refer to." };
var all = new Option<bool>("--all") { Description = "Print every object of both sides, not only what differs." };

var command = new RootCommand("Prints what differs between the API server and an edge's store: key, uid, version, SHA-256. Exit code 0: nothing; 1: something; 2: a side cannot be read.")
{
    cloud, edge, resources, node, all,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        string? name = parsed.GetValue(node);
        string[] wanted = parsed.GetValue(resources) is { Length: > 0 } given ? given : name is null ? ["configmaps"] : NodeShare.Resources;
        List<ResourceType> types = [.. wanted.Select(TypeOf)];
        NodeShare? share = name is null ? null : await NodeShare.ReadAsync(parsed.GetRequiredValue(cloud), name, cancellationToken);
        List<StateLine> there = await StateSource.ReadAsync(parsed.GetRequiredValue(cloud), types, cancellationToken);
        there.RemoveAll(line => share?.Includes(line.Key) is false);
        List<StateLine> here = await StateSource.ReadAsync(parsed.GetRequiredValue(edge), types, cancellationToken);
        if (parsed.GetValue(all))
        {
            there.ForEach(line => Console.WriteLine($"cloud {line}"));
            here.ForEach(line => Console.WriteLine($"edge  {line}"));
        }

        List<string> difference = StateDifference.Between(there, here);
        difference.ForEach(Console.WriteLine);
        Console.WriteLine($"{there.Count} in the cloud, {here.Count} at the edge, {(difference.Count == 0 ? "equal" : "different")}");
        return difference.Count == 0 ? 0 : 1;
    }
    catch (StateUnreadableException unreadable)
    {
        await Console.Error.WriteLineAsync(unreadable.Message);
        return 2;
    }
});
return await command.Parse(args).InvokeAsync();

static ResourceType TypeOf(string plural) =>
    ResourceTable.Default.All.FirstOrDefault(type => type.Plural == plural)
    ?? throw new StateUnreadableException($"unknown resource '{plural}'");
