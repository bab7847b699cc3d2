using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.EdgeHub;
using KubeEdge.NodeAgent.Machine;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Puts the node's status together.</summary>
internal sealed class NodeStatusSource(
    IMachine machine, ConditionSource conditions, ConditionBook book, IOptions<EdgeHubOptions> hub, IOptions<NodeAgentOptions> options)
{
    private const long KiB = 1024;
    private const long KeptMemory = 100 * KiB * KiB;
    private const double UsableStorage = 0.9;

    /// <summary>Where the original's edged serves its API. The cloud's stream tunnel puts its own port in this place.</summary>
    private const int KubeletPort = 10350;

    public async ValueTask<NodeStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await conditions.ReadAsync(cancellationToken).ConfigureAwait(false);
        var essence = string.Join('\n', now.Select(static condition =>
            $"{condition.Type} {condition.Status} {condition.Reason} {(condition.MessageCounts ? condition.Message : string.Empty)}"));
        return new NodeStatus(
            new JsonObject
            {
                ["capacity"] = Resources(machine.Facts.MemoryBytes, machine.Facts.StorageBytes),
                ["allocatable"] = Resources(
                    Math.Max(0, machine.Facts.MemoryBytes - KeptMemory), (long)(machine.Facts.StorageBytes * UsableStorage)),
                ["conditions"] = book.Write(now),
                ["addresses"] = Addresses(),
                ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = KubeletPort } },
                ["nodeInfo"] = Info(machine.Facts),
            },
            essence);
    }

    private JsonObject Resources(long memory, long storage)
    {
        var resources = new JsonObject { ["cpu"] = machine.Facts.Processors.ToString(CultureInfo.InvariantCulture) };
        if (storage > 0)
        {
            resources["ephemeral-storage"] = $"{storage / KiB}Ki";
        }

        resources["memory"] = $"{memory / KiB}Ki";
        resources["pods"] = options.Value.MaxPods.ToString(CultureInfo.InvariantCulture);
        return resources;
    }

    private JsonArray Addresses()
    {
        var addresses = new JsonArray();
        if ((options.Value.NodeAddress ?? machine.Facts.Address) is { } address)
        {
            addresses.Add((JsonNode)Address("InternalIP", address.ToString()));
        }

        addresses.Add((JsonNode)Address("Hostname", hub.Value.NodeName));
        return addresses;
    }

    private static JsonObject Address(string type, string address) => new() { ["type"] = type, ["address"] = address };

    private JsonObject Info(MachineFacts facts) => new()
    {
        ["machineID"] = facts.MachineId,
        ["systemUUID"] = facts.SystemUuid,
        ["bootID"] = facts.BootId,
        ["kernelVersion"] = facts.KernelVersion,
        ["osImage"] = facts.OsImage,
        // Required by the API; a node that runs containers says here by what.
        ["containerRuntimeVersion"] = "none://",
        ["kubeletVersion"] = options.Value.KubeletVersion,
        ["kubeProxyVersion"] = options.Value.KubeletVersion,
        ["operatingSystem"] = facts.OperatingSystem,
        ["architecture"] = facts.Architecture,
    };
}
