using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Sessions;

/// <summary>What is said to a node beside its objects, and when.</summary>
public sealed class HeraldTests : INodeHerald
{
    private static readonly MessageFactory _messages = new(TimeProvider.System);
    private static readonly ResourceType _devices = ResourceTable.Default.TryGetByPlural("devices.kubeedge.io", "devices", out var type)
        ? type
        : throw new InvalidOperationException("devices");

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _fails;
    private bool _usedBareNames;

    public ValueTask GreetAsync(IConnectedNode node, CancellationToken cancellationToken) => SayAsync(node, "greeting", cancellationToken);

    public ValueTask AnnounceAsync(IConnectedNode node, ResourceKey key, bool deleted, CancellationToken cancellationToken) =>
        SayAsync(node, (deleted ? "deleted-" : "coming-") + key.Name, cancellationToken);

    void INodeHerald.Leave(IConnectedNode node) => _left.TrySetResult();

    [Fact]
    public async Task Session_OfOurs_GreetingThenAnnouncementThenDevice()
    {
        await using var rig = new SessionRig(heralds: [this]);
        PutDevice(rig, 1);
        await using var link = rig.Connect("edge-1", "something");

        Assert.Equal("greeting", await NextAsync(link));
        Assert.Equal("coming-d", await NextAsync(link));
        Assert.Equal("default/device/d", await NextAsync(link));
    }

    [Fact]
    public async Task Session_OfUnknownGeneration_DevicesWaitForItAndOthersDoNot()
    {
        await using var rig = new SessionRig(heralds: [this]);
        PutDevice(rig, 1);
        rig.Put("demo", "u1", 7);
        await using var link = rig.Connect("edge-1");
        Assert.Equal("coming-demo", await NextAsync(link));
        Assert.Equal("default/configmap/demo", await NextAsync(link));

        await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", "default/node/edge-1", "query"), MessageContent.Null));

        Assert.Equal("greeting", await NextAsync(link));
        Assert.Equal("coming-d", await NextAsync(link));
        Assert.Equal("default/device/d", await NextAsync(link));
    }

    [Theory]
    [InlineData(WireGeneration.Unknown, false)]
    [InlineData(WireGeneration.Release115, true)]
    public async Task Session_ThatNeverTellsItsGeneration_IsGreetedInTheEndAsTheOptionSays(WireGeneration option, bool bare)
    {
        await using var rig = new SessionRig(heralds: [this], silentPeers: option);
        PutDevice(rig, 1);
        await using var link = rig.Connect("edge-1");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));

        rig.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("greeting", await NextAsync(link));
        Assert.Equal(bare, _usedBareNames);
    }

    [Fact]
    public async Task Session_HeraldFails_DevicesAreSent()
    {
        _fails = true;
        await using var rig = new SessionRig(heralds: [this]);
        PutDevice(rig, 1);
        await using var link = rig.Connect("edge-1", "something");

        Assert.Equal("default/device/d", await NextAsync(link));
    }

    [Fact]
    public async Task Device_FromTheDeviceController_SaysSo()
    {
        await using var rig = new SessionRig();
        PutDevice(rig, 1);
        await using var link = rig.Connect("edge-1");

        var device = await link.Edge.ReceiveAsync();

        Assert.Equal(new MessageRoute("devicecontroller", "resource", "default/device/d", "insert"), device.Route);
    }

    [Fact]
    public async Task Session_Ended_IsLeft()
    {
        await using var rig = new SessionRig(heralds: [this]);
        await using var link = rig.Connect("edge-1", "something");
        Assert.Equal("greeting", await NextAsync(link));

        link.Cut();

        await _left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static void PutDevice(SessionRig rig, long version) => rig.Desired.Put(
        _devices,
        KubeObject.Parse(Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device","metadata":{"name":"d","namespace":"default","uid":"ud","resourceVersion":"{{{version}}}"} }""")),
        Audience.Node("edge-1"));

    private static async Task<string> NextAsync(Viaduct.InMemory.MemoryLink link) => (await link.Edge.ReceiveAsync()).Route.Resource;

    private async ValueTask SayAsync(IConnectedNode node, string what, CancellationToken cancellationToken)
    {
        if (_fails)
        {
            throw new InvalidOperationException("nothing to say");
        }

        _usedBareNames = node.UsesBareDeviceNames;
        await node.SendAsync(_messages.New(new MessageRoute("herald", "twin", what, "update"), MessageContent.Null), cancellationToken);
    }
}
