using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Sessions;

/// <summary>What each generation of edges is sent, and how a node's end looks.</summary>
public sealed class PeerTests
{
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task Node_ToAPeerOfUnknownGeneration_IsSentWhenItIsKnownToBeCurrent()
    {
        await using var rig = new SessionRig([new GenerationHandler()]);
        await using var link = rig.Connect("edge-1");
        rig.Desired.Put(PeerView.Nodes, Node("edge-1", "n1", 5), Audience.Node("edge-1"));
        rig.Put("demo", "u1", 7);
        var first = await link.Edge.ReceiveAsync();
        Assert.Equal("default/configmap/demo", first.Route.Resource);

        await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", "null/node/edge-1", "query"), MessageContent.Null));
        var second = await link.Edge.ReceiveAsync();

        Assert.Equal(("update", "null/node/edge-1", "5"), (second.Route.Operation, second.Route.Resource, second.Header.ResourceVersion));
        await link.Edge.AcknowledgeAsync(second);
        await rig.Watcher.WaitForAsync("acknowledged edge-1 edge-1 5");
    }

    [Fact]
    public async Task NodeAndServiceAccount_ToAPeerOfTheOriginal_AreNotSent()
    {
        await using var rig = new SessionRig([new GenerationHandler()]);
        rig.Desired.Put(PeerView.Nodes, Node("edge-1", "n1", 5), Audience.Node("edge-1"));
        rig.Desired.Put(TestObjects.Type("serviceaccounts"), Object("ServiceAccount", "sa", "s1", 6), Audience.Node("edge-1"));
        await using var link = rig.Connect("edge-1");
        await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", "default/node/edge-1", "query"), MessageContent.Null));
        rig.Put("demo", "u1", 7);

        var only = await link.Edge.ReceiveAsync();

        Assert.Equal("default/configmap/demo", only.Route.Resource);
        await link.Edge.AcknowledgeAsync(only);
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
        rig.Put("demo", "u1", 8);
        Assert.Equal("default/configmap/demo", (await link.Edge.ReceiveAsync()).Route.Resource);
    }

    [Fact]
    public async Task NodeAndServiceAccount_ToOurs_AreSentAtOnce()
    {
        await using var rig = new SessionRig();
        rig.Desired.Put(PeerView.Nodes, Node("edge-1", "n1", 5), Audience.Node("edge-1"));
        rig.Desired.Put(TestObjects.Type("serviceaccounts"), Object("ServiceAccount", "sa", "s1", 6), Audience.Node("edge-1"));
        await using var link = rig.Connect("edge-1", "inventory");
        await link.Edge.SendInventoryAsync("""{"part":1,"last":true,"objects":[]}""");

        var routes = new[] { (await link.Edge.ReceiveAsync()).Route, (await link.Edge.ReceiveAsync()).Route };

        Assert.Equal(
            ["insert default/serviceaccount/sa", "update null/node/edge-1"], routes.Select(route => $"{route.Operation} {route.Resource}").Order());
    }

    [Theory]
    [InlineData("secrets", "Secret", "", "update")]
    [InlineData("configmaps", "ConfigMap", "", "insert")]
    [InlineData("pods", "Pod", "", "insert")]
    [InlineData("pods", "Pod", ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"", "update")]
    public async Task FirstDelivery_OperationIsTheOriginals(string plural, string kind, string metadata, string expected)
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");
        rig.Desired.Put(TestObjects.Type(plural), Object(kind, "x", "u1", 7, metadata), Audience.Node("edge-1"));

        Assert.Equal(expected, (await link.Edge.ReceiveAsync()).Route.Operation);
    }

    [Fact]
    public async Task Node_IsDeleted_SessionEndsAndNothingIsSent()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1", "inventory");
        await using var other = rig.Connect("edge-2");
        await link.Edge.SendInventoryAsync("""{"part":1,"last":true,"objects":[]}""");
        rig.Desired.Put(PeerView.Nodes, Node("edge-1", "n1", 5), Audience.Node("edge-1"));
        rig.Desired.MarkSynced(PeerView.Nodes);
        await link.Edge.AcknowledgeAsync(await link.Edge.ReceiveAsync());
        await rig.Watcher.WaitForAsync("acknowledged edge-1 edge-1 5");
        rig.Desired.Remove(PeerView.Nodes, Node("edge-1", "n1", 6));

        var closed = await link.Edge.EndAsync();

        Assert.Equal((LinkCloseReason.PeerClosed, "code 1008: refused"), (closed.Reason, closed.Detail));
        Assert.False(link.Edge.Inbound.TryRead(out _));
        await rig.Watcher.WaitForAsync("disconnected edge-1");
        Assert.Equal(["edge-2"], rig.Table.Nodes());
    }

    [Fact]
    public async Task Replaced_FormerSessionIsToldSoInOrder()
    {
        await using var rig = new SessionRig();
        await using var former = rig.Connect("edge-1");
        await using var present = rig.Connect("edge-1");

        var closed = await former.Edge.EndAsync();

        Assert.Equal((LinkCloseReason.PeerClosed, "code 1000: replaced"), (closed.Reason, closed.Detail));
    }

    private static KubeObject Node(string name, string uid, long version) => KubeObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{name}}}","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"} }"""));

    private static KubeObject Object(string kind, string name, string uid, long version, string metadata = "") => KubeObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"{{{metadata}}}} }"""));

    /// <summary>Learns the peer's generation from the namespace of its node messages.</summary>
    private sealed class GenerationHandler : IUpstreamHandler
    {
        public bool Handles(in MessageRoute route) => route.Source == "edged";

        public ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
        {
            node.Peer.Wire = message.Route.Resource.StartsWith("null/", StringComparison.Ordinal) ? WireGeneration.Current : WireGeneration.Release115;
            return default;
        }
    }
}
