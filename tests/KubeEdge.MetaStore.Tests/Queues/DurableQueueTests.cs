using System.Text;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Queues;

public sealed class DurableQueueTests
{
    [Fact]
    public async Task EnqueueAsync_ReadAcknowledge_KeepsOrderAndSurvivesReopening()
    {
        using var folder = new StoreFolder();
        await using (var store = await folder.OpenAsync())
        {
            var queue = store.Queue("q", new QueueLimits());
            for (var i = 0; i < 5; i++)
            {
                await queue.EnqueueAsync(Bytes($"{i}")).Soon();
            }

            var first = await queue.ReadAsync(0, 2).Soon();
            Assert.Equal(["0", "1"], first.Select(Text));
            await queue.AcknowledgeAsync(first[^1].Sequence).Soon();
            Assert.Equal((3, 3), (queue.Count, queue.Bytes));
        }

        await using var again = await folder.OpenAsync();
        var same = again.Queue("q", new QueueLimits());
        Assert.Equal(3, same.Count);
        Assert.Equal(["2", "3", "4"], (await same.ReadAsync().Soon()).Select(Text));
    }

    [Fact]
    public async Task EnqueueAsync_EmptiedAndReopened_NeverUsesASequenceTwice()
    {
        using var folder = new StoreFolder();
        await using (var store = await folder.OpenAsync())
        {
            var queue = store.Queue("q", new QueueLimits());
            await queue.EnqueueAsync(Bytes("a")).Soon();
            await queue.EnqueueAsync(Bytes("b")).Soon();
            await queue.AcknowledgeAsync(2).Soon();
        }

        await using var again = await folder.OpenAsync();
        var same = again.Queue("q", new QueueLimits());
        await same.EnqueueAsync(Bytes("c")).Soon();
        Assert.Equal(3, Assert.Single(await same.ReadAsync().Soon()).Sequence);
    }

    [Fact]
    public async Task EnqueueAsync_Refuse_RefusesTheWholeBatch()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var queue = store.Queue("q", new QueueLimits(MaxItems: 2));
        await queue.EnqueueAsync(Bytes("a")).Soon();
        var batch = StoreFolder.Put("x");
        batch.Enqueue(queue, Bytes("b"));
        batch.Enqueue(queue, Bytes("c"));

        var result = await store.CommitAsync(batch, Durability.Normal).Soon();

        Assert.Equal(CommitStatus.QueueFull, result.Status);
        Assert.Equal(1, queue.Count);
        Assert.Null(await store.GetAsync(StoreFolder.Key("x")));
        Assert.Equal(CommitStatus.Committed, (await queue.EnqueueAsync(Bytes("b")).Soon()).Status);
    }

    [Fact]
    public async Task EnqueueAsync_DropOldest_KeepsTheNewestWithinBothLimits()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var queue = store.Queue("q", new QueueLimits(MaxItems: 3, MaxBytes: 10, QueueFullPolicy.DropOldest));
        foreach (var item in new[] { "aa", "bb", "cc", "dd", "eeeeeeee" })
        {
            Assert.Equal(CommitStatus.Committed, (await queue.EnqueueAsync(Bytes(item)).Soon()).Status);
        }

        Assert.Equal(["dd", "eeeeeeee"], (await queue.ReadAsync().Soon()).Select(Text));
        Assert.Equal(CommitStatus.QueueFull, (await queue.EnqueueAsync(Bytes("longer than all")).Soon()).Status);
    }

    [Fact]
    public async Task CommitAsync_MoveToDeadLetter_IsOneBatch()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var (queue, dead) = (store.Queue("q", new QueueLimits()), store.Queue("dead", new QueueLimits()));
        await queue.EnqueueAsync(Bytes("a")).Soon();
        await queue.EnqueueAsync(Bytes("b")).Soon();
        await queue.EnqueueAsync(Bytes("c")).Soon();
        var batch = new StoreBatch();
        batch.Remove(queue, 2);
        batch.Enqueue(dead, Bytes("b"));

        await store.CommitAsync(batch, Durability.Full).Soon();

        Assert.Equal(["a", "c"], (await queue.ReadAsync().Soon()).Select(Text));
        Assert.Equal("b", Text(Assert.Single(await dead.ReadAsync().Soon())));
    }

    [Fact]
    public async Task ReadAllAsync_EveryCommit_WakesAReaderThatSeesItsItem()
    {
        const int rounds = 10_000;
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var queue = store.Queue("q", new QueueLimits());
        await using var items = queue.ReadAllAsync().GetAsyncEnumerator();

        for (var i = 1; i <= rounds; i++)
        {
            // No commit follows that would wake it a second time.
            var next = items.MoveNextAsync().AsTask();
            await queue.EnqueueAsync(Bytes("x"), Durability.Normal).Soon();

            Assert.True(await next.Soon());
            Assert.Equal(i, items.Current.Sequence);
        }
    }

    [Fact]
    public async Task ReadAllAsync_YieldsWhatWaitsAndWhatComes()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var queue = store.Queue("q", new QueueLimits());
        await queue.EnqueueAsync(Bytes("a")).Soon();
        await using var items = queue.ReadAllAsync().GetAsyncEnumerator();
        Assert.Equal("a", Text(await items.NextAsync()));
        var next = items.NextAsync();
        await queue.EnqueueAsync(Bytes("b")).Soon();
        Assert.Equal("b", Text(await next));
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(QueueItem item) => Encoding.UTF8.GetString(item.Payload.Span);
}
