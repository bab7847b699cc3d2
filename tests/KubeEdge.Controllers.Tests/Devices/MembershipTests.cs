using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Controllers.Tests.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;

namespace KubeEdge.Controllers.Tests.Devices;

public sealed class MembershipTests
{
    private readonly DevicePlacements _placements = new();
    private readonly FakeNode _node = new("edge-1");
    private readonly MembershipHerald _herald;

    public MembershipTests() =>
        _herald = new MembershipHerald(_placements, new MessageFactory(new ManualTimeProvider()), new ControllersMetrics());

    [Fact]
    public async Task Greet_DevicesOfTheNode_AreToldInTheFormOfTheOriginal()
    {
        _placements.Put(TestDevices.Record("thermo-1"));
        _placements.Put(TestDevices.Record("other", "edge-2"));

        await _herald.GreetAsync(_node, default);

        var message = await _node.NextAsync();
        Assert.Equal(new MessageRoute("devicecontroller", "twin", "membership", "update"), message.Route);
        var content = JsonNode.Parse(message.Content.ToData().Span)!.AsObject();
        Assert.Equal(["event_id", "timestamp", "added_devices", "removed_devices"], content.Select(static member => member.Key));
        Assert.Equal(message.Header.TimestampMs, (long?)content["timestamp"]);
        Assert.Equal("""[{"id":"default/thermo-1","name":"thermo-1","description":"hall"}]""", content["added_devices"]?.ToJsonString());
        Assert.True(content.ContainsKey("removed_devices"));
        Assert.Null(content["removed_devices"]);
    }

    [Fact]
    public async Task Greet_PeerOf115_DevicesHaveBareNames()
    {
        _node.Peer.Wire = WireGeneration.Release115;
        _placements.Put(TestDevices.Record("thermo-1"));

        await _herald.GreetAsync(_node, default);

        Assert.Equal("+thermo-1", await NextAsync());
    }

    [Fact]
    public async Task Greet_NoDevices_NothingIsSaid()
    {
        await _herald.GreetAsync(_node, default);

        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Announce_NewDevice_IsToldOnceBeforeItsObject()
    {
        await _herald.GreetAsync(_node, default);
        var device = TestDevices.Record("d");
        _placements.Put(device);

        await _herald.AnnounceAsync(_node, device.Key, deleted: false, default);
        Assert.Equal("+default/d", await NextAsync());
        await _herald.AnnounceAsync(_node, device.Key, deleted: false, default);
        await _herald.AnnounceAsync(_node, DeviceTypes.Models.Key("default", "m"), deleted: false, default);

        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Announce_DeletionOfADeviceOfAFormerSession_IsToldOnce()
    {
        await _herald.GreetAsync(_node, default);
        var key = DeviceTypes.Devices.Key("default", "old");

        await _herald.AnnounceAsync(_node, key, deleted: true, default);
        Assert.Equal("-default/old", await NextAsync());
        await _herald.AnnounceAsync(_node, key, deleted: true, default);

        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Changed_DeviceThatWasNeverSent_IsTakenBack()
    {
        var device = TestDevices.Record("d");
        _placements.Put(device);
        await _herald.GreetAsync(_node, default);
        Assert.Equal("+default/d", await NextAsync());
        _placements.Remove(device.Key);

        _placements.Changed?.Invoke("edge-1");

        Assert.Equal("-default/d", await NextAsync());
    }

    [Fact]
    public async Task Announce_DeletionThatWasToldWhenItChanged_IsNotToldAgain()
    {
        var device = TestDevices.Record("d");
        _placements.Put(device);
        await _herald.GreetAsync(_node, default);
        Assert.Equal("+default/d", await NextAsync());
        _placements.Remove(device.Key);
        _placements.Changed?.Invoke("edge-1");
        Assert.Equal("-default/d", await NextAsync());

        await _herald.AnnounceAsync(_node, device.Key, deleted: true, default);

        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Removed_SameBareNameInAnotherNamespace_StaysAtThePeer()
    {
        _node.Peer.Wire = WireGeneration.Release115;
        var device = TestDevices.Record("d", space: "plant");
        _placements.Put(device);
        _placements.Put(TestDevices.Record("d", space: "yard"));
        await _herald.GreetAsync(_node, default);
        await NextAsync();
        _placements.Remove(device.Key);

        await _herald.AnnounceAsync(_node, device.Key, deleted: true, default);

        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Greet_AnotherSession_EverythingIsToldAgain()
    {
        var device = TestDevices.Record("d");
        _placements.Put(device);
        await _herald.GreetAsync(_node, default);
        await NextAsync();
        var next = new FakeNode("edge-1");
        await _herald.GreetAsync(next, default);
        _herald.Leave(_node);

        Assert.Equal("+default/d", Line(await next.NextAsync()));
        await _herald.AnnounceAsync(_node, device.Key, deleted: true, default);
        Assert.False(_node.TryNext(out _));
    }

    [Fact]
    public async Task Greet_SessionThatWasReplacedWhileItWaited_TheNewOneIsStillToldOfChanges()
    {
        var next = new FakeNode("edge-1");
        await _herald.GreetAsync(next, default);
        _node.IsReplaced = true;
        await _herald.GreetAsync(_node, default);
        _herald.Leave(_node);
        _placements.Put(TestDevices.Record("d"));

        _placements.Changed?.Invoke("edge-1");

        Assert.Equal("+default/d", Line(await next.NextAsync()));
    }

    [Fact]
    public async Task Greet_MoreThanAMessageHolds_AreToldInSeveral()
    {
        for (var i = 0; i < 1200; i++)
        {
            _placements.Put(TestDevices.Record($"d{i}"));
        }

        await _herald.GreetAsync(_node, default);

        int[] sizes = [await CountAsync(), await CountAsync(), await CountAsync()];
        Assert.Equal([500, 500, 200], sizes);
    }

    private async Task<int> CountAsync() => Line(await _node.NextAsync()).Split(' ').Length;

    private async Task<string> NextAsync() => Line(await _node.NextAsync());

    private static string Line(Message message)
    {
        var content = JsonNode.Parse(message.Content.ToData().Span);
        var added = (content?["added_devices"] as JsonArray ?? []).Select(static device => "+" + device?["id"]);
        var removed = (content?["removed_devices"] as JsonArray ?? []).Select(static device => "-" + device?["id"]);
        return string.Join(' ', added.Concat(removed));
    }
}
