using System.Globalization;
using KubeEdge.CloudHub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.LoadTest;

/// <summary>
/// What a connected node that only sends its heartbeat costs the hub's process, from its resident memory with a few nodes and with many.
/// </summary>
internal static class IdleNodes
{
    private const int First = 100;

    // Longer than a heartbeat's period: every link has been used and has come to rest.
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(40);

    public static async Task<Outcome> RunAsync(string directory, int nodes)
    {
        using IHost cloud = LoadHosts.Cloud(directory, static _ => { });
        await cloud.StartAsync();
        var hub = cloud.Services.GetRequiredService<ICloudHub>();
        using var fleet = new Fleet(hub, LoadHosts.AuthorityFolder(directory));
        await fleet.ConnectAsync(First);
        await Task.Delay(_settle);
        Memory few = Memory.Now();
        await fleet.ConnectAsync(nodes);
        await Task.Delay(_settle);
        Memory many = Memory.Now();
        if (hub.ConnectedNodes != nodes)
        {
            throw new InvalidOperationException($"Only {hub.ConnectedNodes} of {nodes} nodes stayed connected.");
        }

        Memory collected = Memory.Collected();
        await cloud.StopAsync();
        double perNode = (many.Resident - few.Resident) / (nodes - First);
        double heapPerNode = (collected.Heap - few.Heap) / (nodes - First);
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            CloudCore with its embedded API in one process, the nodes' links in a second one, each with its own certificate, mutual TLS over
            loopback, a heartbeat every 15 s. Read {_settle.TotalSeconds:0} s after the last node connected. Nothing was collected by force before the first
            two lines; the third is after a forced collection. Limit of open files: {FileLimit()}.

            | connected nodes | resident MiB | managed heap MiB |
            |---|---|---|
            | {First} | {few.Resident / 1024:0.0} | {few.Heap / 1024:0.0} |
            | {nodes} | {many.Resident / 1024:0.0} | {many.Heap / 1024:0.0} |
            | {nodes}, collected | {collected.Resident / 1024:0.0} | {collected.Heap / 1024:0.0} |

            Each further node: {perNode:0.0} KiB resident, of them {heapPerNode:0.0} KiB live managed objects.
            """);
        return new("IdleNodes", body, [new("resident per node", perNode, "KiB"), new("managed per node", heapPerNode, "KiB")]);
    }

    private static string FileLimit() => !OperatingSystem.IsLinux()
        ? "the system's"
        : File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
}
