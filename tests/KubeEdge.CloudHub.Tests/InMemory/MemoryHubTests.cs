using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.InMemory;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.CloudHub.Tests.InMemory;

public sealed class MemoryHubTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task ServeAsync_NodeThatAcknowledges_IsNotSentTheObjectAgainOnItsNextLink()
    {
        await using var hub = new MemoryHub();
        hub.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap("one", "u1", 1), Audience.AllNodes);
        await using (var first = Connect(hub, out var serving))
        {
            var push = await NextAsync(first);
            Assert.EndsWith("configmap/one", push.Route.Resource, StringComparison.Ordinal);
            Assert.True(hub.IsConnected("edge-1"));
            await first.Edge.SendAsync(_messages.Reply(push, MessageContent.Text("OK"))).AsTask().WaitAsync(_limit);
            await first.Edge.CloseAsync().AsTask().WaitAsync(_limit);
            await serving.WaitAsync(_limit);
        }

        Assert.False(hub.IsConnected("edge-1"));
        hub.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap("two", "u2", 2), Audience.AllNodes);
        await using var second = Connect(hub, out _);

        Assert.EndsWith("configmap/two", (await NextAsync(second)).Route.Resource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_OpenSession_IsClosedInOrder()
    {
        var hub = new MemoryHub();
        await using var link = Connect(hub, out var serving);

        await hub.DisposeAsync().AsTask().WaitAsync(_limit);

        await serving.WaitAsync(_limit);
        Assert.True((await link.Edge.Closed.WaitAsync(_limit)).IsOrderly);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => hub.ServeAsync(link.Cloud));
    }

    private static MemoryLink Connect(MemoryHub hub, out Task serving)
    {
        // As long as a busy machine may need for an orderly end.
        var options = new LinkOptions { CloseTimeout = _limit };
        var link = MemoryLink.CreatePair(new LinkPeer { NodeId = "edge-1" }, new LinkPeer { NodeId = "edge-1" }, options);
        serving = hub.ServeAsync(link.Cloud);
        return link;
    }

    private static Task<Message> NextAsync(MemoryLink link) => link.Edge.Inbound.ReadAsync().AsTask().WaitAsync(_limit);
}
