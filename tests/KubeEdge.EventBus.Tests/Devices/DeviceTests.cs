using System.Globalization;
using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Devices;

public sealed class DeviceTests
{
    private const string Topic = "$hw/events/device/x/twin/update";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Update_Quality1_IsAcknowledgedAfterTheTwinHasAnswered()
    {
        await using var rig = await BusRig.StartAsync();

        var acknowledged = rig.Devices.Deliver(Topic, BusRig.Utf8("{\"a\":1}"));
        var message = await rig.Twin.NextAsync();

        Assert.Equal("JGh3L2V2ZW50cy9kZXZpY2UveC90d2luL3VwZGF0ZQ==", message.Route.Resource);
        Assert.Equal(("bus", "user", "response"), (message.Route.Source, message.Route.Group, message.Route.Operation));
        Assert.Equal("{\"a\":1}", FakeTwin.TextOf(message));
        Assert.True(message.Header.Sync);
        Assert.False(acknowledged.IsCompleted);
        await rig.Twin.ReplyAsync(message);
        Assert.Equal(MqttReason.Success, await acknowledged.WaitAsync(_limit));
    }

    [Fact]
    public async Task Update_OneTwinSlow_OthersAreAsked()
    {
        await using var rig = await BusRig.StartAsync();

        var slow = rig.Devices.Deliver(Topic, BusRig.Utf8("1"));
        var quick = rig.Devices.Deliver("$hw/events/device/ns/y/twin/update", BusRig.Utf8("2"));
        var first = await rig.Twin.NextAsync();
        await rig.Twin.ReplyAsync(await rig.Twin.NextAsync());

        Assert.False(slow.IsCompleted);
        await rig.Twin.ReplyAsync(first);
        await Task.WhenAll(slow, quick).WaitAsync(_limit);
    }

    [Fact]
    public async Task Updates_OfBothQualities_KeepTheirOrder()
    {
        await using var rig = await BusRig.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            _ = rig.Devices.Deliver(Topic, BusRig.Utf8($"{i}"), i % 3 == 0 ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce);
        }

        for (var i = 0; i < 200; i++)
        {
            var message = await rig.Twin.NextAsync();
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), FakeTwin.TextOf(message));
            Assert.Equal(i % 3 != 0, message.Header.Sync);
        }
    }

    [Fact]
    public async Task Update_NoAnswerInTime_IsNotAcknowledgedAndTheConnectionMadeAnew()
    {
        await using var rig = await BusRig.StartAsync();

        var acknowledged = rig.Devices.Deliver(Topic, BusRig.Utf8("1"));
        await rig.Twin.NextAsync();
        var renewed = rig.Broker.DevicesAsync();
        while (!renewed.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var again = (await renewed).Deliver(Topic, BusRig.Utf8("1"));
        await rig.Twin.ReplyAsync(await rig.Twin.NextAsync());

        Assert.Equal(MqttReason.Success, await again.WaitAsync(_limit));
        Assert.False(acknowledged.IsCompleted);
        Assert.True(rig.Devices.IsDisposed);
        Assert.False(rig.Data.IsDisposed);
    }

    [Fact]
    public async Task Update_NoTwinsInThisHost_IsAcknowledgedAsOfNobody()
    {
        await using var rig = await BusRig.StartAsync(twins: false);

        var acknowledged = rig.Devices.Deliver(Topic, BusRig.Utf8("1"));

        Assert.Equal(MqttReason.NoMatchingSubscribers, await acknowledged.WaitAsync(_limit));
    }

    [Fact]
    public async Task Update_AlsoUnderATopicOfTheCloud_ReachesTheTwinOnce()
    {
        await using var rig = await BusRig.StartAsync();
        await rig.AskAsync("subscribe", "$hw/events/device/#", MessageContent.Null);

        await rig.Data.Deliver(Topic, BusRig.Utf8("copy")).WaitAsync(_limit);
        _ = rig.Data.Deliver("$hw/events/device/x/updated", BusRig.Utf8("extra"));

        Assert.Equal("extra", FakeTwin.TextOf(await rig.Twin.NextAsync()));
    }
}
