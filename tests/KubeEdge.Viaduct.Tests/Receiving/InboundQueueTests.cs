using KubeEdge.Viaduct.Receiving;

namespace KubeEdge.Viaduct.Tests.Receiving;

public sealed class InboundQueueTests
{
    private readonly InboundQueue _queue = new(new() { InboundMessages = 2, InboundBytes = 100 }, TimeProvider.System);

    [Fact]
    public void TryPeek_LeavesTheMessage()
    {
        Assert.False(_queue.TryPeek(out _));
        _queue.Post(Sample.Message("one"), 1);
        Assert.True(_queue.TryPeek(out var seen));
        Assert.True(_queue.TryRead(out var taken));
        Assert.Same(seen, taken);
        Assert.False(_queue.TryRead(out _));
    }

    [Fact]
    public void IsFull_ByNumberOrBytes_AndNotAfterTaking()
    {
        _queue.Post(Sample.Message("large"), 1000);
        Assert.True(_queue.IsFull);
        Assert.True(_queue.TryRead(out _));
        Assert.False(_queue.IsFull);
        _queue.Post(Sample.Message("a"), 1);
        Assert.False(_queue.IsFull);
        _queue.Post(Sample.Message("b"), 1);
        Assert.True(_queue.IsFull);
        Assert.Equal(2, _queue.Count);
    }

    [Fact]
    public async Task WaitForRoomAsync_TakingMakesRoom()
    {
        _queue.Post(Sample.Message("a"), 1);
        _queue.Post(Sample.Message("b"), 1);
        var waiting = _queue.WaitForRoomAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        _queue.TryRead(out _);

        Assert.True(await waiting.WaitAsync(Sample.Patience));
        Assert.True(await _queue.WaitForRoomAsync());
    }

    [Fact]
    public async Task Complete_EndsTheWaitForRoomAndTheReaderAfterTheRest()
    {
        _queue.Post(Sample.Message("a"), 1000);
        var waiting = _queue.WaitForRoomAsync().AsTask();

        _queue.Complete();

        Assert.True(await waiting.WaitAsync(Sample.Patience));
        Assert.True(await _queue.WaitToReadAsync());
        Assert.False(_queue.Completion.IsCompleted);
        Assert.True(_queue.TryRead(out _));
        Assert.False(await _queue.WaitToReadAsync());
        await _queue.Completion.WaitAsync(Sample.Patience);
    }
}
