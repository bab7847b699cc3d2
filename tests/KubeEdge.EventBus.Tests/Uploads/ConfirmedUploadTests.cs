using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Uploads;
using KubeEdge.Testing;

namespace KubeEdge.EventBus.Tests.Uploads;

/// <summary>Rule data on its way to a cloud of ours, which confirms what it has taken.</summary>
public sealed class ConfirmedUploadTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Upload_NotConfirmedYet_StaysStored()
    {
        await using var cloud = new UploadCloud();
        var taking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cloud.Take = _ => taking.Task;
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var link = await cloud.ServeAsync(rig);
        await PublishAsync(rig, 1, 10);
        Assert.Equal(10, rig.Waiting.Count);

        taking.SetResult();
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, await cloud.NumberAsync());
        }

        await rig.RemovedAsync();
    }

    [Fact]
    public async Task Upload_LinkCutInBetween_LosesNothingAndKeepsTheOrder()
    {
        var seed = Effort.Seed;
        output.WriteLine($"KUBEEDGE_SEED={seed}");
        var random = new Random(seed);
        await using var cloud = new UploadCloud();
        var seen = new Seen();
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var first = await cloud.ServeAsync(rig);
        var count = Effort.Of(3000, 30_000);
        var publishing = Task.WhenAll(Enumerable.Range(1, count).Select(i => rig.Data.Deliver($"default/user/{i % 3}", BusRig.Utf8($"{i}"))));
        for (var cut = random.Next(1, 400); seen.Count < count;)
        {
            seen.Add(await cloud.NextAsync());
            if (--cut == 0)
            {
                // Only what the broker was told to be stored is promised, and more comes while the link is away.
                cut = random.Next(1, 400);
                await rig.CutAsync();
                await cloud.ServeAsync(rig);
            }
        }

        await publishing.WaitAsync(_limit);
        seen.AssertInOrder(3);
        output.WriteLine($"{seen.Repeated} of {count} came again");
        await rig.RemovedAsync();
        Assert.Equal(0, rig.Dead.Count);
    }

    [Fact]
    public async Task Upload_EdgeKilledAgainAndAgain_LosesNothingThatWasAcknowledged()
    {
        var seed = Effort.Seed;
        output.WriteLine($"KUBEEDGE_SEED={seed}");
        var random = new Random(seed);
        await using var cloud = new UploadCloud();
        var seen = new Seen();
        var published = 0;
        var folders = new Stack<string>([Directory.CreateTempSubdirectory("kubeedge-killed-").FullName]);
        for (var kill = 0; kill < Effort.Of(5, 100); kill++)
        {
            await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features, folder: folders.Peek());
            await using var link = await cloud.ServeAsync(rig);
            await PublishAsync(rig, published + 1, 200);
            published += 200;
            for (var i = random.Next(1, 150); i > 0; i--)
            {
                seen.Add(await cloud.NextAsync());
            }

            // Nothing more leaves it, and its disk is as it is now.
            rig.Network.Cut();
            folders.Push(rig.KilledHere());
        }

        await using (var last = await BusRig.StartAsync(online: true, features: UploadCloud.Features, folder: folders.Peek()))
        {
            await using var link = await cloud.ServeAsync(last);
            while (seen.Count < published)
            {
                seen.Add(await cloud.NextAsync());
            }
        }

        foreach (var folder in folders)
        {
            Directory.Delete(folder, recursive: true);
        }

        seen.AssertInOrder(1);
        output.WriteLine($"{seen.Repeated} of {published} came again");
    }

    [Fact]
    public async Task Upload_CloudFailsOnOne_ComesAgainBeforeTheRest()
    {
        await using var cloud = new UploadCloud();
        var failures = 2;
        cloud.Take = message => UploadCloud.NumberOf(message) == 5 && failures-- > 0
            ? Task.FromException(new InvalidOperationException("the target is away"))
            : Task.CompletedTask;
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var link = await cloud.ServeAsync(rig);

        await PublishAsync(rig, 1, 100);

        await PassPausesAsync(rig, 1, 2);
        for (var i = 1; i <= 100; i++)
        {
            Assert.Equal(i, await cloud.NumberAsync());
        }

        await rig.RemovedAsync();
        Assert.Equal(0, rig.Dead.Count);
    }

    [Fact]
    public async Task Upload_CloudFailsOnOneForGood_IsPutAsideAndBlocksNobody()
    {
        await using var cloud = new UploadCloud();
        cloud.Take = message => UploadCloud.NumberOf(message) is 5 or 6
            ? Task.FromException(new InvalidOperationException("nobody can read this"))
            : Task.CompletedTask;
        await using var rig = await BusRig.StartAsync(
            bus => (bus.Uploads.MaximumAttempts, bus.Uploads.MinimumAttemptTime) = (3, TimeSpan.Zero), online: true, features: UploadCloud.Features);
        await using var link = await cloud.ServeAsync(rig);

        await PublishAsync(rig, 1, 100);

        await PassPausesAsync(rig, 1, 2, 1, 2);
        foreach (var i in Enumerable.Range(1, 100).Except([5, 6]))
        {
            Assert.Equal(i, await cloud.NumberAsync());
        }

        await rig.RemovedAsync();
        Assert.Equal(2, rig.Dead.Count);
    }

    [Fact]
    public async Task Upload_ManyLinksBreakOverIt_IsKeptUntilItsTimeIsUp()
    {
        await using var rig = await BusRig.StartAsync(
            bus => (bus.Uploads.MaximumAttempts, bus.Uploads.MinimumAttemptTime) = (3, TimeSpan.FromHours(1)),
            online: true,
            features: UploadCloud.Features);
        await PublishAsync(rig, 1, 1);
        for (var i = 0; i < 10; i++)
        {
            await BreakAsync(rig);
        }

        Assert.Equal((1, 0), (rig.Waiting.Count, rig.Dead.Count));
        rig.Clock.Jump(TimeSpan.FromHours(1));
        await BreakAsync(rig);
        await rig.RemovedAsync();
        Assert.Equal(1, rig.Dead.Count);
    }

    [Fact]
    public async Task Upload_NeverConfirmed_IsSentAgainAndHoldsUpNobodyElse()
    {
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var link = await rig.LinkAsync();
        await PublishAsync(rig, 1, 300);
        for (var round = 0; round < 3; round++)
        {
            // No more than the window leaves, and each time under the same ids and in the same order.
            for (var i = 1; i <= 256; i++)
            {
                Assert.Equal(i, UploadCloud.NumberOf(await BusRig.NextAsync(link)));
            }

            Assert.Equal(round > 0, rig.Get<IEventBusState>().Uploads.IsCloudSilent);
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30 << round));
            rig.Clock.Advance(TimeSpan.FromSeconds(30 << round));
        }

        var device = rig.Devices.Deliver("$hw/events/device/x/twin/update", BusRig.Utf8("{}"));
        await rig.Twin.ReplyAsync(await rig.Twin.NextAsync());
        await device.WaitAsync(_limit);
        Assert.Equal((300, 0), (rig.Waiting.Count, rig.Dead.Count));
    }

    [Fact]
    public async Task Upload_ConfirmedDuringAPause_LetsTheNextOneGoAfterIt()
    {
        await using var rig = await BusRig.StartAsync(online: true, features: UploadCloud.Features);
        await using var link = await rig.LinkAsync();
        var messages = rig.Get<MessageFactory>();
        await PublishAsync(rig, 1, 1);
        var first = await BusRig.NextAsync(link);

        // It was taken after all: the refusal was of its copy that an earlier link carried.
        var reply = messages.Reply(first, MessageContent.Text("OK"));
        var refusal = new Message(reply.Header, reply.Route with { Operation = Operations.Error }, MessageContent.Text("away"));
        await link.Cloud.SendAsync(refusal).AsTask().WaitAsync(_limit);
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);
        await PublishAsync(rig, 2, 1);
        var removed = rig.Get<UploadQueue>().Removed.Next;
        await link.Cloud.SendAsync(reply).AsTask().WaitAsync(_limit);
        await removed.WaitAsync(_limit);

        await PassPausesAsync(rig, 1);
        Assert.Equal(2, UploadCloud.NumberOf(await BusRig.NextAsync(link)));
    }

    private static async Task BreakAsync(BusRig rig)
    {
        await using var link = await rig.LinkAsync();
        Assert.Equal(1, UploadCloud.NumberOf(await BusRig.NextAsync(link)));
        await rig.CutAsync();
    }

    private static async Task PassPausesAsync(BusRig rig, params int[] seconds)
    {
        foreach (var pause in seconds)
        {
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(pause));
            rig.Clock.Advance(TimeSpan.FromSeconds(pause));
        }
    }

    private static async Task PublishAsync(BusRig rig, int first, int count) => await Task.WhenAll(
        Enumerable.Range(first, count).Select(i => rig.Data.Deliver("default/user/test", BusRig.Utf8($"{i}")))).WaitAsync(_limit);
}
