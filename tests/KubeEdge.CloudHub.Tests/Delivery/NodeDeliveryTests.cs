using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Delivery;

/// <summary>Faults that nobody foresaw.</summary>
public sealed class NodeDeliveryTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Step_Throws_IsTriedAgainAfterAPause()
    {
        await using var rig = new SessionRig();
        await using var link = Connect(rig);
        using var ending = new CancellationTokenSource();
        rig.Put("demo", "u1", 7);
        var context = rig.Context.Delivery;
        var delivery = new NodeDelivery(
            context with { Records = new BrokenOnce(context.Records) }, rig.Book.For("edge-1"), link.Cloud);
        var delivering = delivery.RunAsync(ending.Token);
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);

        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("default/configmap/demo", (await link.Edge.ReceiveAsync()).Route.Resource);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
    }

    [Fact]
    public async Task Greeting_Throws_EndsTheDelivery()
    {
        await using var rig = new SessionRig();
        await using var link = Connect(rig);
        using var session = new CancellationTokenSource();
        var node = new NodeSession(link.Cloud, rig.Context);
        var delivery = new NodeDelivery(rig.Context.Delivery, rig.Book.For("edge-1"), link.Cloud)
        {
            // No list at all: not a herald is at fault, which would be logged, but what calls them.
            Heralds = new SessionHeralds(node, default(ArraySegment<INodeHerald>), NullLogger.Instance),
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => delivery.RunAsync(session.Token).WaitAsync(_limit));
    }

    private static MemoryLink Connect(SessionRig rig)
    {
        var peer = new LinkPeer { NodeId = "edge-1", Features = new HashSet<string> { "something" } };
        return MemoryLink.CreatePair(peer, peer, rig.LinkOptions, rig.Clock);
    }

    private sealed class BrokenOnce(IRecords records) : IRecords
    {
        private bool _isBroken = true;

        public void Enqueue(NodeLedger ledger, LedgerEntry entry, Holding holding) => records.Enqueue(ledger, entry, holding);

        public Task<bool> EnsureAsync(
            NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken)
        {
            if (_isBroken)
            {
                _isBroken = false;
                throw new TaskCanceledException("a timeout of somebody else's");
            }

            return records.EnsureAsync(ledger, key, type, holding, cancellationToken);
        }
    }
}
