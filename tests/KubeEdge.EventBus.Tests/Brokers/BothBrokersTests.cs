using System.Net;
using System.Text;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>A node that serves a broker inside its process and one beside it, both real.</summary>
public sealed class BothBrokersTests
{
    private const int Messages = 20;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Publish_OfTheCloud_ReachesTheDevicesOfBothOnceAndInOrder()
    {
        await using var beside = await StartAsync();
        await using var rig = await MqttRig.StartBothAsync(AddressOf(beside));
        await using var inner = await DeviceAsync(InnerOf(rig));
        await using var outer = await DeviceAsync(AddressOf(beside));

        for (var number = 1; number <= Messages; number++)
        {
            await rig.PublishAsync("site/plan", $"{number}", "router_eventbus");
        }

        foreach (var device in (MqttClient[])[inner, outer])
        {
            for (var number = 1; number <= Messages; number++)
            {
                Assert.Equal($"{number}", await NextAsync(device));
            }
        }

        // Whatever came twice would be before these.
        await rig.PublishAsync("site/plan", "last", "router_eventbus");
        Assert.Equal(("last", "last"), (await NextAsync(inner), await NextAsync(outer)));
    }

    [Fact]
    public async Task Upload_FromBoth_ReachesTheCloudOnceAndInOrder()
    {
        await using var beside = await StartAsync();
        await using var rig = await MqttRig.StartBothAsync(AddressOf(beside));
        await using var link = await rig.LinkAsync();
        await using var inner = await DeviceAsync(InnerOf(rig));
        await using var outer = await DeviceAsync(AddressOf(beside));

        var seen = ReadAsync(link, 2 * Messages);
        await Task.WhenAll(UploadAsync(inner, "inner"), UploadAsync(outer, "outer"));

        var expected = Enumerable.Range(1, Messages);
        var texts = await seen.WaitAsync(_limit);
        foreach (var name in (string[])["inner", "outer"])
        {
            Assert.Equal(
                expected.Select(number => $"{name} {number}"), texts.Where(text => text.StartsWith(name, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task OneDown_TheOtherGoesOnInBothDirections()
    {
        var beside = await StartAsync();
        await using var rig = await MqttRig.StartBothAsync(AddressOf(beside));
        await using var link = await rig.LinkAsync();
        await using var inner = await DeviceAsync(InnerOf(rig));

        await beside.DisposeAsync().AsTask().WaitAsync(_limit);
        await rig.UntilAsync(static brokers => brokers is [{ Name: "external", IsConnected: false }, { IsConnected: true }]);
        await rig.PublishAsync("site/plan", "alone", "router_eventbus");
        Assert.Equal("alone", await NextAsync(inner));
        var seen = ReadAsync(link, Messages);
        await UploadAsync(inner, "inner");

        Assert.Equal(Enumerable.Range(1, Messages).Select(static number => $"inner {number}"), await seen.WaitAsync(_limit));
        await rig.UntilAsync(static brokers => brokers.Select(static broker => broker.Waiting).SequenceEqual([1, 0]));
    }

    private static async Task<MqttBroker> StartAsync()
    {
        var options = new MqttBrokerOptions();
        options.Endpoints.Add(new MqttEndpointOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) });
        var broker = new MqttBroker(options);
        await broker.StartAsync().WaitAsync(_limit);
        return broker;
    }

    private static Uri AddressOf(MqttBroker broker) => new($"tcp://{broker.Endpoints[0].Address}");

    private static Uri InnerOf(MqttRig rig) => rig.State.Brokers.Single(static broker => broker.Name == "internal").Server;

    private static async Task<MqttClient> DeviceAsync(Uri server)
    {
        var client = new MqttClient(new MqttClientOptions { Server = new Uri($"mqtt://{server.Authority}"), ClientId = "device" });
        client.Start();
        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        Assert.True((await client.SubscribeAsync([new MqttSubscription("site/plan")]).AsTask().WaitAsync(_limit)).IsSuccess);
        return client;
    }

    private static async Task<string> NextAsync(MqttClient device)
    {
        var delivery = await device.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
        delivery.Acknowledge();
        return Encoding.UTF8.GetString(delivery.Message.Payload.Span);
    }

    private static async Task UploadAsync(MqttClient device, string name)
    {
        for (var number = 1; number <= Messages; number++)
        {
            var message = new MqttMessage
            {
                Topic = "default/user/test", Payload = BusRig.Utf8($"{name} {number}"), Qos = MqttQos.AtLeastOnce,
            };
            Assert.True((await device.PublishAsync(message).AsTask().WaitAsync(_limit)).IsSuccess);
        }
    }

    private static async Task<List<string>> ReadAsync(MemoryLink link, int count)
    {
        var texts = new List<string>(count);
        while (texts.Count < count)
        {
            Assert.True((await BusRig.NextAsync(link)).Content.TryGetText(out var text));
            texts.Add(text);
        }

        return texts;
    }
}
