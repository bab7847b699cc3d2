using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.DeviceTwin.Tests.Upstream;

[Collection(Alone.Name)]
public class LinkTests
{
    private const long MostGrowth = 1 << 20;

    [Fact]
    public async Task Links_ManyInARow_EachCarriesOneQuestionAndWhatIsUnconfirmed_AndMemoryStays()
    {
        const int flaps = 1000;
        var hub = new HubLink();
        await using var rig = await TwinRig.StartAsync(static options => options.LocalDevices.UnionWith(["x", "marker"]), hub.AddTo);
        rig.Connect();
        await rig.UpdateAsync("x", Value("a", 1));
        long before = 0;
        var ids = new HashSet<MessageId>();
        for (var flap = 0; flap < flaps; flap++)
        {
            var link = await hub.NextAsync(rig.Clock);
            var question = await HubLink.ReadAsync(link);
            Assert.Equal(("get", "membership/detail"), (question.Route.Operation, question.Route.Resource));
            ids.UnionWith(await ReadToMarkerAsync(rig, link, flap));
            Assert.Single(ids);
            Assert.Equal(1, rig.Get<IDeviceTwinState>().Current.Unconfirmed);
            await EndAsync(link);
            await rig.PublishedAsync();

            // A tenth is for the code to be compiled and the heap to find its size.
            before = flap == flaps / 10 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, MostGrowth);
    }

    [Fact]
    public async Task Link_TakesNothing_UpdatesAreAnsweredAndNoMoreWaitsThanThereAreTwins()
    {
        const int updates = 10_000;
        const int devices = 50;
        const int twins = 4;
        var hub = new HubLink(Narrow());
        await using var rig = await TwinRig.StartAsync(
            static options => options.LocalDevices.UnionWith(Enumerable.Range(0, devices).Select(static i => $"d{i}")), hub.AddTo);
        rig.Connect();
        await using var link = await hub.NextAsync(rig.Clock);
        var answered = 0;
        for (var i = 0; i < updates; i++)
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"twin":{{Value($"k{i / devices % twins}", i)}}}""");
            var update = rig.FromMqtt($"$hw/events/device/d{i % devices}/twin/update", payload);
            Assert.Equal(SendStatus.Sent, await rig.Get<IMessageBus>().SendAsync(ModuleNames.DeviceTwin, update));
            if (i % 100 == 99)
            {
                await rig.PassAsync();
                answered += (await rig.PublishedAsync()).Count(static item => item.Topic.EndsWith("/result", StringComparison.Ordinal));
                Assert.InRange(rig.Get<IDeviceTwinState>().Current.Unconfirmed, 1, devices * twins);
                rig.Clock.Advance(TimeSpan.FromMilliseconds(250));
            }
        }

        Assert.Equal(updates, answered);

        // Thirty a second are what the original's hub takes.
        for (var i = 0; i < 300; i++)
        {
            await rig.ConfirmAsync(await NextAsync(rig, link));
            Assert.True((await rig.UpdateAsync($"d{i % devices}", Value("k0", i))).Content.IsText("OK"));
            Assert.InRange(rig.Get<IDeviceTwinState>().Current.Unconfirmed, 1, devices * twins);
        }

        while (rig.Get<IDeviceTwinState>().Current.Unconfirmed > 0)
        {
            await rig.ConfirmAsync(await NextAsync(rig, link));
        }
    }

    /// <summary>
    /// What a link carries until both devices came, of which one is updated now and confirmed: nothing else. Gives the other's ids.
    /// </summary>
    private static async Task<List<MessageId>> ReadToMarkerAsync(TwinRig rig, MemoryLink link, int number)
    {
        await rig.UpdateAsync("marker", Value("a", number));
        var ids = new List<MessageId>();
        for (var isMarked = false; !isMarked || ids.Count == 0;)
        {
            var message = await HubLink.ReadAsync(link);
            if (message.Route.Resource == "device/marker/twin/edge_updated")
            {
                isMarked = true;
                await rig.ConfirmAsync(message);
                continue;
            }

            Assert.Equal("device/x/twin/edge_updated", message.Route.Resource);
            ids.Add(message.Header.Id);
        }

        return ids;
    }

    private static async Task<Message> NextAsync(TwinRig rig, MemoryLink link)
    {
        var reading = HubLink.ReadAsync(link);
        do
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1) / 30);
            await Task.Yield();
        }
        while (!reading.IsCompleted);

        return await reading;
    }

    /// <summary>A link that is full at once, and stays.</summary>
    private static LinkOptions Narrow()
    {
        var options = new LinkOptions { PingInterval = Timeout.InfiniteTimeSpan, WriteTimeout = TimeSpan.FromMinutes(10) };
        options.Limits.InboundMessages = 1;
        options.Limits.StallTimeout = TimeSpan.FromMinutes(10);
        return options;
    }

    private static string Value(string twin, int value) => $$$$"""{"{{{{twin}}}}":{"actual":{"value":"{{{{value}}}}"}}}""";

    private static async Task EndAsync(MemoryLink link)
    {
        await link.Cloud.CloseAsync(LinkCloseReason.Local).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await link.DisposeAsync();
    }
}
