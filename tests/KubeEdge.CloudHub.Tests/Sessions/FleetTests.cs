using System.Collections.Concurrent;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class FleetTests
{
    private const int Nodes = 1_000;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task OneChange_ToAThousandNodes_EachAcknowledgesItOnceAndEachRecordSaysSo()
    {
        await using var rig = new SessionRig();
        var recorded = new ConcurrentDictionary<string, string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Store.Watched = (record, status, _) =>
        {
            recorded[record.Node] = status ?? "gone";
            if (recorded.Count == Nodes && recorded.Values.All(value => value == "8"))
            {
                all.TrySetResult();
            }
        };
        var links = Enumerable.Range(0, Nodes).Select(i => rig.Connect($"edge-{i}")).ToArray();

        rig.Put("demo", "u1", 7);
        await Task.WhenAll(links.Select(link => TakeAsync(link, "insert", "7"))).WaitAsync(_limit);
        rig.Put("demo", "u1", 8);
        await Task.WhenAll(links.Select(link => TakeAsync(link, "update", "8"))).WaitAsync(_limit);
        await all.Task.WaitAsync(_limit);

        // A record may be written before its acknowledgement is reported.
        await rig.Watcher.WaitForAsync("acknowledged", 2 * Nodes);

        Assert.Equal(2 * Nodes, rig.Watcher.Seen.Count(text => text.StartsWith("acknowledged", StringComparison.Ordinal)));
        Assert.Equal(Nodes, rig.Store.Records.Count);
        Assert.Equal(Nodes, rig.Store.Calls.Count(call => call.StartsWith("create", StringComparison.Ordinal)));
        Assert.True(rig.Store.Calls.Count <= 3 * Nodes, $"{rig.Store.Calls.Count} calls");
        foreach (var link in links)
        {
            Assert.False(link.Edge.Inbound.TryRead(out _));
            link.Cut();
            await link.DisposeAsync();
        }
    }

    private static async Task TakeAsync(MemoryLink link, string operation, string version)
    {
        var message = await link.Edge.ReceiveAsync();
        Assert.Equal((operation, version), (message.Route.Operation, message.Header.ResourceVersion));
        await link.Edge.AcknowledgeAsync(message);
    }
}
