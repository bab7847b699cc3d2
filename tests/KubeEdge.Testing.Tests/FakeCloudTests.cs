using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Testing.Tests;

public sealed class FakeCloudTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task Put_ConnectedNode_CommitsAndAcknowledges()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1");

        var put = PutMap("one");
        await _cloud.AcknowledgedAsync("edge-1", put);

        // What is acknowledged is committed: no wait is needed.
        var held = await node.Store.GetAsync(Key);
        Assert.Equal(put.Json.ToArray(), held?.Json.ToArray());
    }

    [Fact]
    public async Task Put_WhileCut_NewestArrivesOnRestoreAndNothingInBetween()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1");
        await node.Store.EventuallyHoldsAsync(PutMap("one"));
        _cloud.Cut();
        await node.Link.EventuallyDisconnectsAsync();
        PutMap("two");
        var three = PutMap("three");
        var seen = node.Store.EventuallyHoldsAsync(Key, held => held.GetField("data.value") != "one");

        _cloud.Restore();

        Assert.Equal(three.ResourceVersion, (await seen).ResourceVersion);
        await node.Link.EventuallyConnectsAsync();
    }

    [Fact]
    public async Task Delete_WhileCut_ArrivesOnRestore()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1");
        var put = PutMap("one");
        await node.Store.EventuallyHoldsAsync(put);
        _cloud.Cut();
        _cloud.Delete(put);

        _cloud.Restore();

        await node.Store.EventuallyLacksAsync(Key);
    }

    [Fact]
    public async Task Put_ForOneNode_OtherNodesDoNotGetIt()
    {
        await using var first = await Node.StartAsync(_cloud, "edge-1");
        await using var second = await Node.StartAsync(_cloud, "edge-2");

        var only = _cloud.Put(Map("only"), "edge-1");
        var all = PutMap("all", "for-all");
        await second.Store.EventuallyHoldsAsync(all);
        await first.Store.EventuallyHoldsAsync(only);

        Assert.Null(await second.Store.GetAsync(Key));
    }

    [Fact]
    public async Task StartAsync_SameNodeAgain_FindsItsStore()
    {
        var put = PutMap("one");
        await using (var before = await Node.StartAsync(_cloud, "edge-1"))
        {
            await before.Store.EventuallyHoldsAsync(put);
        }

        _cloud.Cut();
        await using var node = await Node.StartAsync(_cloud, "edge-1");

        Assert.NotNull(await node.Store.GetAsync(Key));
    }

    [Fact]
    public async Task StartAsync_NodeThatRegisters_IsAnswered()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1", registers: true);

        var insert = await _cloud.ReceivedAsync(static item => IsInsert(item, "default/node/edge-1"));

        // It keeps a lease once it is registered, and makes it after it was told that there is none.
        await _cloud.ReceivedAsync(static item => IsInsert(item, "kube-node-lease/lease/edge-1"));
        Assert.Equal("edge-1", insert.Node);
    }

    [Fact]
    public async Task RequestAsync_OfWhatWasPut_IsAnsweredWithIt()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1");
        var put = PutMap("one");

        var found = await AskAsync(node, "default/configmap/settings");
        var missing = await AskAsync(node, "default/configmap/none");

        Assert.Equal(put.Json.ToArray(), found.Content.ToData().ToArray());
        Assert.Contains("\"code\":404", Encoding.UTF8.GetString(missing.Content.ToData().Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Set_StandsAboveTheTable()
    {
        await using var node = await Node.StartAsync(_cloud, "edge-1");
        _cloud.Answer = item => item.Message.Route.Resource == "default/configmap/none" ? MessageContent.Text("scripted") : null;

        var answer = await AskAsync(node, "default/configmap/none");

        Assert.True(answer.Content.IsText("scripted"));
    }

    [Fact]
    public async Task AcknowledgedAsync_NodeThatIsNotThere_SaysSo()
    {
        var failed = await Assert.ThrowsAsync<ExpectationException>(
            () => _cloud.AcknowledgedAsync("edge-1", PutMap("one"), TimeSpan.FromMilliseconds(1)));

        Assert.Equal("Not within 0.001 s: node edge-1 acknowledges v1 ConfigMap default/settings@1; it is not connected", failed.Message);
    }

    [Fact]
    public async Task Cut_UnderAManualClock_NodeComesBackWhenItsPauseIsOver()
    {
        var clock = new ManualTimeProvider();
        await using var cloud = new FakeCloud(clock);
        await using var node = await Node.StartAsync(cloud, "edge-1", clock: clock);
        await node.Link.EventuallyConnectsAsync();
        var pause = TimeSpan.FromMilliseconds(10);

        cloud.Cut();
        await node.Link.EventuallyDisconnectsAsync();
        await clock.WaitForTimerAsync(pause);
        cloud.Restore();
        clock.Advance(pause);

        await node.Link.EventuallyConnectsAsync();
        await node.Store.EventuallyHoldsAsync(cloud.Put(Map("one")));
        clock.Jump(TimeSpan.FromHours(5));
        var put = cloud.Put(Map("two"));
        await node.Store.EventuallyHoldsAsync(put);
        Assert.True(cloud.IsConnected("edge-1"));
    }

    [Fact]
    public void Put_UnknownKind_SaysWhich()
    {
        var odd = KubeObject.Parse("""{"apiVersion":"v9","kind":"Odd","metadata":{"name":"x"}}"""u8.ToArray());

        var wrong = Assert.Throws<ArgumentException>(() => _cloud.Put(odd));

        Assert.StartsWith("v9 Odd is no kind that a node knows.", wrong.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    private static bool IsInsert(ReceivedMessage item, string resource) =>
        item.Message.Route.Operation == Operations.Insert && item.Message.Route.Resource == resource;

    private static ResourceKey Key => new(string.Empty, "configmaps", "default", "settings");

    private static KubeObject Map(string value) => KubeObject.Parse(Encoding.UTF8.GetBytes($$$"""
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":"settings"},"data":{"value":"{{{value}}}"}}
        """));

    private KubeObject PutMap(string value, string name = "settings") =>
        _cloud.PutConfigMap("default", name, new Dictionary<string, string> { ["value"] = value });

    private static async Task<Message> AskAsync(Node node, string resource)
    {
        await node.Link.EventuallyConnectsAsync();
        var request = new MessageFactory(TimeProvider.System).New(
            new MessageRoute(ModuleNames.Edged, GroupNames.Meta, resource, Operations.Query), MessageContent.Null);
        var reply = await node.Service<ICloudRequests>().RequestAsync(request).AsTask().WaitAsync(_limit);
        Assert.Equal(CloudReplyStatus.Answered, reply.Status);
        return reply.Message ?? throw new InvalidOperationException("no message");
    }
}
