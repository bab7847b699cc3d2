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

    [Fact]
    public async Task Post_WhoWaits_MayBeWokenOnThePostingThread()
    {
        var woken = ThreadAfterWaitAsync();

        var wake = _queue.Post(Sample.Message("a"), 1);
        Assert.False(woken.IsCompleted);
        wake!.Wake(here: true);

        Assert.True(woken.IsCompleted);
        Assert.Null(_queue.Post(Sample.Message("b"), 1));
        Assert.Equal(Environment.CurrentManagedThreadId, await woken);
    }

    [Fact]
    public async Task WaitToReadAsync_OneOfThreeGivesUp_TheOthersAreWoken()
    {
        using var giveUp = new CancellationTokenSource();
        var first = _queue.WaitToReadAsync().AsTask();
        var second = _queue.WaitToReadAsync(giveUp.Token).AsTask();
        var third = _queue.WaitToReadAsync(giveUp.Token).AsTask();

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Sample.Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(Sample.Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _queue.WaitToReadAsync(giveUp.Token).AsTask());
        var fourth = _queue.WaitToReadAsync().AsTask();
        Assert.False(first.IsCompleted);
        _queue.Post(Sample.Message("a"), 1)!.Wake(here: false);

        Assert.True(await first.WaitAsync(Sample.Patience));
        Assert.True(await fourth.WaitAsync(Sample.Patience));
    }

    [Fact]
    public async Task Complete_NothingLeft_TellsWhoWaits()
    {
        var waiting = _queue.WaitToReadAsync().AsTask();

        _queue.Complete();

        Assert.False(await waiting.WaitAsync(Sample.Patience));
        await _queue.Completion.WaitAsync(Sample.Patience);
    }

    private async Task<int> ThreadAfterWaitAsync()
    {
        Assert.True(await _queue.WaitToReadAsync().ConfigureAwait(false));
        return Environment.CurrentManagedThreadId;
    }
}
