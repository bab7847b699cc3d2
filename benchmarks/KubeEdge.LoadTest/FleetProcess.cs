using System.Globalization;
using KubeEdge.CloudHub.Certificates;

namespace KubeEdge.LoadTest;

/// <summary>
/// The process of the fleet, so that the hub's process holds nothing but the hub: reads how many nodes shall be connected, a number per
/// line, connects the missing ones, says the number, and ends with its input.
/// </summary>
internal static class FleetProcess
{
    // Below what the hub admits per second, and enough to keep both processors busy.
    private const int Dialing = 32;

    public static async Task<int> RunAsync(Uri hub, string authorityFolder)
    {
        using CertificateAuthority authority = CertificateAuthority.LoadOrCreate(authorityFolder, TimeProvider.System);
        var nodes = new List<FleetNode>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            int wanted = int.Parse(line, CultureInfo.InvariantCulture);
            var added = Enumerable.Range(nodes.Count, wanted - nodes.Count).Select(i => new FleetNode($"edge-{i}", hub)).ToList();
            await Parallel.ForEachAsync(
                added, new ParallelOptions { MaxDegreeOfParallelism = Dialing }, async (node, _) => await node.ConnectAsync(authority));
            nodes.AddRange(added);
            Console.WriteLine(wanted);
        }

        return 0;
    }
}
