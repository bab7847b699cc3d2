using System.Globalization;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Uploads;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.EventBus.Tests.Uploads;

public sealed class UploadReaderTests
{
    private const int Messages = 200;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Read_StoreThatFails_IsTriedAgainWithoutLossOrRepetition()
    {
        // At once, amid the messages, twice at the same one, and further than what is read ahead.
        int[] faultsAfter = [0, 3, 3, 150];
        FlakyQueue? flaky = null;
        await using var rig = await BusRig.StartAsync(services: services => services.AddSingleton<IUpstreamSource>(provider =>
            new QueueSource(link => new UploadReader(
                provider.GetRequiredService<UploadSource>(),
                flaky ?? throw new InvalidOperationException("No link was to be up yet."),
                provider.GetRequiredService<UploadRemover>(),
                link))));
        var queue = rig.Get<IMetaStore>().Queue("test.uploads", new QueueLimits());
        for (var number = 1; number <= Messages; number++)
        {
            var record = new UploadRecord(MessageId.New(), number, "default/user/test", BusRig.Utf8($"{number}"));
            await queue.EnqueueAsync(record.ToBytes());
        }

        flaky = new FlakyQueue(queue, faultsAfter);
        rig.Network.Restore();
        await using var link = await rig.LinkAsync();
        var reading = ReadAsync(link);
        foreach (var _ in faultsAfter)
        {
            await rig.Clock.WaitForTimerAsync(_pause).WaitAsync(_limit);
            rig.Clock.Advance(_pause);
        }

        Assert.Equal(Enumerable.Range(1, Messages), await reading.WaitAsync(_limit));
        Assert.Equal(faultsAfter.Length + 1, flaky.Readings);
    }

    private static async Task<List<int>> ReadAsync(Viaduct.InMemory.MemoryLink link)
    {
        var numbers = new List<int>();
        while (numbers.LastOrDefault() != Messages)
        {
            Assert.True((await BusRig.NextAsync(link)).Content.TryGetText(out var text));
            numbers.Add(int.Parse(text, CultureInfo.InvariantCulture));
        }

        return numbers;
    }
}
