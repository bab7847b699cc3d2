using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Uploads;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Uploads;

public sealed class UploadTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Upload_WithACloud_ArrivesAsTheOriginalSendsIt()
    {
        await using var rig = await BusRig.StartAsync(online: true);
        await using var link = await rig.LinkAsync();

        Assert.Equal(MqttReason.Success, await rig.Data.Deliver("default/user/test", BusRig.Utf8("{\"a\":1}")).WaitAsync(_limit));

        var message = await BusRig.NextAsync(link);
        Assert.Equal(("bus", "user", "default/user/test", "upload"), (
            message.Route.Source, message.Route.Group, message.Route.Resource, message.Route.Operation));
        Assert.True(message.Content.IsText("{\"a\":1}"));
        Assert.Equal(rig.Clock.GetUtcNow().ToUnixTimeMilliseconds(), message.Header.TimestampMs);
    }

    [Fact]
    public async Task Upload_WithoutACloud_IsStoredAndSentInOrderLater()
    {
        await using var rig = await BusRig.StartAsync();
        var acknowledged = Enumerable.Range(1, 1000).Select(i => rig.Data.Deliver("default/user/test", BusRig.Utf8($"{i}"))).ToList();
        await Task.WhenAll(acknowledged).WaitAsync(_limit);
        Assert.Equal(1000, rig.Waiting.Count);

        rig.Network.Restore();
        await using var link = await rig.LinkAsync();

        for (var i = 1; i <= 1000; i++)
        {
            Assert.True((await BusRig.NextAsync(link)).Content.IsText($"{i}"));
        }

        await rig.RemovedAsync();
        Assert.Equal(0, rig.Dead.Count);
    }

    [Fact]
    public async Task Upload_StoredBeforeARestart_IsSentAfterIt()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-restart-");
        try
        {
            await using (var first = await BusRig.StartAsync(folder: folder.FullName))
            {
                await first.Data.Deliver("default/user/test", BusRig.Utf8("kept")).WaitAsync(_limit);
            }

            await using var second = await BusRig.StartAsync(folder: folder.FullName, online: true);
            await using var link = await second.LinkAsync();

            Assert.True((await BusRig.NextAsync(link)).Content.IsText("kept"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Upload_NoText_PassesUnchangedBetweenHubsOfOurs()
    {
        await using var cloud = new UploadCloud();
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var link = await cloud.ServeAsync(rig);
        byte[] payload = [0xff, 0x00, 0x78];

        await rig.Data.Deliver("default/user/test", payload).WaitAsync(_limit);

        var message = await cloud.NextAsync();
        Assert.True(message.Content.TryGetBytes(out var bytes));
        Assert.Equal(payload, bytes.ToArray());
    }

    [Fact]
    public async Task Upload_LinkToTheOriginalsCloudCut_SendsAllThatWasNotWrittenInOrder()
    {
        await using var rig = await BusRig.StartAsync(online: true);
        var link = await rig.LinkAsync();
        await Task.WhenAll(Enumerable.Range(1, 300).Select(i => rig.Data.Deliver("default/user/test", BusRig.Utf8($"{i}")))).WaitAsync(_limit);
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, await NumberAsync(link));
        }

        // Before most could be written: the link holds what nobody reads.
        rig.Network.Cut();
        await link.DisposeAsync();
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("301")).WaitAsync(_limit);
        rig.Network.Restore();
        var accepting = rig.LinkAsync();
        while (!accepting.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await using var next = await accepting;
        var rest = new List<int> { await NumberAsync(next) };
        while (rest[^1] != 301)
        {
            rest.Add(await NumberAsync(next));
        }

        // That cloud confirms nothing, so a message is done with when it was written; none that was not is left out.
        Assert.Equal(Enumerable.Range(rest[0], 302 - rest[0]), rest);
        Assert.True(rig.Get<UploadRemover>().IsGone(rest[0] - 1));
    }

    [Fact]
    public async Task Upload_QueueFull_AcknowledgesNothingUntilThereIsRoom()
    {
        await using var rig = await BusRig.StartAsync(bus => bus.Uploads.MaximumMessages = 2);
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("1")).WaitAsync(_limit);
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("2")).WaitAsync(_limit);
        var held = rig.Data.Deliver("default/user/test", BusRig.Utf8("3"));

        // Devices go on meanwhile.
        var device = rig.Devices.Deliver("$hw/events/device/x/twin/update", BusRig.Utf8("{}"));
        await rig.Twin.ReplyAsync(await rig.Twin.NextAsync());
        await device.WaitAsync(_limit);
        Assert.False(held.IsCompleted);

        rig.Network.Restore();
        await using var link = await rig.LinkAsync();
        Assert.Equal(MqttReason.Success, await held.WaitAsync(_limit));
        for (var i = 1; i <= 3; i++)
        {
            Assert.True((await BusRig.NextAsync(link)).Content.IsText($"{i}"));
        }
    }

    [Theory]
    [InlineData(true, MqttQos.AtLeastOnce)]
    [InlineData(false, MqttQos.AtMostOnce)]
    public async Task Upload_QueueFullAndNobodyKeepsIt_IsRefused(bool inProcess, MqttQos qos)
    {
        await using var rig = await BusRig.StartAsync(
            bus => bus.Uploads.MaximumMessages = 1, broker: new FakeBroker("internal") { IsInProcess = inProcess });
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("1")).WaitAsync(_limit);

        Assert.Equal(MqttReason.QuotaExceeded, await rig.Data.Deliver("default/user/test", BusRig.Utf8("2"), qos).WaitAsync(_limit));

        Assert.Equal(1, rig.Waiting.Count);
    }

    [Fact]
    public async Task Upload_HeldByOneBroker_HoldsUpNobodyElse()
    {
        var inside = new FakeBroker("internal") { IsInProcess = true };
        await using var rig = await BusRig.StartAsync(
            bus => bus.Uploads.MaximumMessages = 1, broker: new FakeBroker("external") { Beside = inside });
        var data = await inside.DataAsync();
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("1")).WaitAsync(_limit);
        var held = rig.Data.Deliver("default/user/test", BusRig.Utf8("2"));

        Assert.Equal(
            MqttReason.QuotaExceeded,
            await rig.Data.Deliver("default/user/test", BusRig.Utf8("3"), MqttQos.AtMostOnce).WaitAsync(_limit));
        Assert.Equal(MqttReason.QuotaExceeded, await data.Deliver("default/user/test", BusRig.Utf8("4")).WaitAsync(_limit));
        Assert.False(held.IsCompleted);

        rig.Network.Restore();
        await using var link = await rig.LinkAsync();
        Assert.Equal(MqttReason.Success, await held.WaitAsync(_limit));
        Assert.Equal(1, await NumberAsync(link));
        Assert.Equal(2, await NumberAsync(link));
    }

    [Fact]
    public async Task Upload_OfATopicThatWasWithdrawn_IsAcknowledgedAndDropped()
    {
        await using var rig = await BusRig.StartAsync();
        await rig.AskAsync("subscribe", "default/+/w", MessageContent.Null);
        Assert.Equal(MqttReason.Success, await rig.Data.Deliver("default/q/w", BusRig.Utf8("1")).WaitAsync(_limit));
        await rig.AskAsync("unsubscribe", "default/+/w", MessageContent.Null);

        Assert.Equal(MqttReason.Success, await rig.Data.Deliver("default/q/w", BusRig.Utf8("2")).WaitAsync(_limit));

        Assert.Equal(1, rig.Waiting.Count);
    }

    [Fact]
    public async Task Upload_QueueFullAndOldestDropped_KeepsTheNewest()
    {
        await using var rig = await BusRig.StartAsync(bus =>
        {
            bus.Uploads.MaximumMessages = 2;
            bus.Uploads.WhenFull = MetaStore.QueueFullPolicy.DropOldest;
        });
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(MqttReason.Success, await rig.Data.Deliver("default/user/test", BusRig.Utf8($"{i}")).WaitAsync(_limit));
        }

        rig.Network.Restore();
        await using var link = await rig.LinkAsync();
        Assert.True((await BusRig.NextAsync(link)).Content.IsText("4"));
        Assert.True((await BusRig.NextAsync(link)).Content.IsText("5"));
    }

    [Fact]
    public async Task Upload_LargerThanTheQueue_IsRefusedAndBlocksNobody()
    {
        await using var rig = await BusRig.StartAsync(bus => bus.Uploads.MaximumBytes = 2048);

        var large = rig.Data.Deliver("default/user/test", new byte[4096]);
        var small = rig.Data.Deliver("default/user/test", BusRig.Utf8("small"));

        Assert.Equal(MqttReason.ImplementationSpecificError, await large.WaitAsync(_limit));
        Assert.Equal(MqttReason.Success, await small.WaitAsync(_limit));
        Assert.Equal(1, rig.Waiting.Count);
    }

    [Fact]
    public async Task Upload_TooLargeForTheLink_IsPutAsideAndBlocksNobody()
    {
        await using var rig = await BusRig.StartAsync(online: true);
        await using var link = await rig.LinkAsync();

        // As JSON each of these bytes takes six.
        await rig.Data.Deliver("default/user/test", new byte[7 << 20]).WaitAsync(_limit);
        await rig.Data.Deliver("default/user/test", BusRig.Utf8("small")).WaitAsync(_limit);

        Assert.True((await BusRig.NextAsync(link)).Content.IsText("small"));
        await rig.RemovedAsync();
        Assert.Equal(1, rig.Dead.Count);
    }

    private static async Task<int> NumberAsync(Viaduct.InMemory.MemoryLink link) => Number(await BusRig.NextAsync(link));

    private static int Number(Message message) =>
        message.Content.TryGetText(out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
}
