using System.Diagnostics;
using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Hosting;

/// <summary>
/// Two hundred nodes over TLS; one floods, one never reads. The lease renewals of the others are answered as if those two were not there.
/// </summary>
public sealed class FairnessTests
{
    private const int Nodes = 200;
    private const string Upgrade = "GET / HTTP/1.1\r\nHost: cloud\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: 9TVVDBJJ+Leu0n05wXQO6A==\r\nNode_id: deaf\r\nConnectionuse: msg\r\n\r\n";
    private const int Renewals = 40;
    private const int Rounds = 5;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task FloodingAndDeafNodes_LeaseRenewalsOfTheOthersAreNotLate()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        var leases = new LeaseHandler();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address, handlers: [leases]);
        var links = await Task.WhenAll(Enumerable.Range(0, Nodes - 1).Select(i => cloud.ConnectAsync($"edge-{i}"))).WaitAsync(_limit);
        await using var deaf = await RawPeer.ConnectAsync(cloud, "deaf");
        await deaf.WriteAsync(Encoding.ASCII.GetBytes(Upgrade)).AsTask().WaitAsync(_limit);
        await cloud.Watcher.WaitForAsync("connected ", Nodes);
        Assert.Equal(Nodes, cloud.Hub.ConnectedNodes);

        // What the machine takes for it now, whatever else it does: on an idle one some 50 ms.
        var calm = await RenewAllAsync(links);
        var allowed = TimeSpan.FromSeconds(Math.Max(1, 10 * calm.TotalSeconds));
        using var ending = new CancellationTokenSource();
        var flood = FloodAsync(links[0], ending.Token);
        FeedTheDeaf(cloud);
        await leases.Flooded.Task.WaitAsync(_limit);

        // Those two would make every round late; the machine, which may stop for a second at any time, only the odd one.
        var worst = new List<TimeSpan>();
        do
        {
            worst.Add(await RenewAllAsync(links));
        }
        while (worst[^1] >= allowed && worst.Count < Rounds);

        await ending.CancelAsync();
        await flood.WaitAsync(_limit);
        Assert.True(
            worst[^1] < allowed, $"late by {string.Join(", ", worst)} while {leases.FloodMessages} messages flooded in, {calm} before");
        Assert.True(cloud.Hub.IsConnected("edge-0"));
        foreach (var link in links)
        {
            await link.DisposeAsync().AsTask().WaitAsync(_limit);
        }
    }

    private static async Task<TimeSpan> RenewAllAsync(ILink[] links) =>
        (await Task.WhenAll(links[1..].Select(RenewAsync)).WaitAsync(_limit)).Max();

    private static async Task<TimeSpan> RenewAsync(ILink link)
    {
        var worst = TimeSpan.Zero;
        for (var i = 0; i < Renewals; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var request = _messages.New(
                new MessageRoute("edged", "meta", $"kube-node-lease/lease/{link.Peer.NodeId}", "update"), MessageContent.Text("renew"));
            var reply = await link.RequestAsync(request, _limit);
            Assert.Equal(SendStatus.Sent, reply.Status);
            var took = Stopwatch.GetElapsedTime(started);
            worst = took > worst ? took : worst;
        }

        return worst;
    }

    // As fast as the link takes it, and it reads nothing but what it must.
    private static async Task FloodAsync(ILink link, CancellationToken cancellationToken)
    {
        var content = MessageContent.Text(new string('x', 2_000));
        while (!cancellationToken.IsCancellationRequested)
        {
            await link.SendAsync(_messages.New(new MessageRoute("twin", "resource", "flood", "update"), content), LinkLane.Normal, CancellationToken.None);
            while (link.Inbound.TryRead(out _))
            {
            }
        }
    }

    // More than its link may hold: what it does not take must wait without being in anybody's way.
    private static void FeedTheDeaf(CloudRig cloud)
    {
        for (var i = 0; i < 500; i++)
        {
            cloud.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap($"c{i}", $"u{i}", i + 1, new string('x', 60_000)), Audience.Node("deaf"));
        }
    }

    private sealed class LeaseHandler : IUpstreamHandler
    {
        private int _flood;

        public TaskCompletionSource Flooded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int FloodMessages => _flood;

        public bool Handles(in MessageRoute route) => true;

        public async ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
        {
            if (message.Route.Resource == "flood" && Interlocked.Increment(ref _flood) > 1_000)
            {
                Flooded.TrySetResult();
                return;
            }

            await node.SendAsync(_messages.Reply(message, MessageContent.Text("OK")), cancellationToken);
        }
    }
}
