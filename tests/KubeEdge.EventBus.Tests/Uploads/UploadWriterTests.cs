using KubeEdge.EventBus.Diagnostics;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Uploads;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Tests.Uploads;

/// <summary>The writer over a store whose commits take as long as the test wants.</summary>
public sealed class UploadWriterTests : IAsyncLifetime
{
    private const int MostTogether = 256;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-writer-");
    private readonly ManualTimeProvider _clock = new();
    private readonly EventBusMetrics _metrics = new();
    private readonly CancellationTokenSource _stopping = new();
    private HeldStore _store = null!;
    private UploadQueue _queue = null!;
    private UploadWriter _writer = null!;
    private Task _running = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new HeldStore(await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db")).WaitAsync(_limit));
        _queue = new UploadQueue(_store, Options.Create(new EventBusOptions()), _metrics);
        _writer = new UploadWriter(_store, _queue, _metrics, _clock, NullLogger<UploadWriter>.Instance);
        _running = _writer.RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(_limit));
        await _store.DisposeAsync();
        _stopping.Dispose();
        _metrics.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Write_DuringACommit_GoesTogetherInTheNextAndIsAcknowledgedAfterIt()
    {
        var first = await WriteAsync();
        var commit = await _store.CommitAsync();
        var rest = await WriteManyAsync(50);
        Assert.Equal((1, Durability.Full), (commit.Count, commit.Durability));
        Assert.False(first.IsCompleted);

        await commit.LetAsync();
        Assert.Equal(MqttReason.Success, await first.WaitAsync(_limit));
        commit = await _store.CommitAsync();
        Assert.Equal((50, 1), (commit.Count, _queue.Waiting.Count));
        Assert.DoesNotContain(rest, static acknowledged => acknowledged.IsCompleted);

        await commit.LetAsync();
        Assert.All(await Task.WhenAll(rest).WaitAsync(_limit), static reason => Assert.Equal(MqttReason.Success, reason));
        Assert.Equal(51, _queue.Waiting.Count);
    }

    [Fact]
    public async Task Write_WhenAllPlacesAreTaken_WaitsForTheStore()
    {
        await WriteAsync();
        var commit = await _store.CommitAsync();
        await WriteManyAsync(MostTogether);

        // This is what keeps the connection from reading on.
        var next = WriteAsync();
        Assert.False(next.IsCompleted);

        await commit.LetAsync();
        commit = await _store.CommitAsync();
        Assert.Equal(MostTogether, commit.Count);
        var last = await next.WaitAsync(_limit);
        await commit.LetAsync();
        await (await _store.CommitAsync()).LetAsync();
        await last.WaitAsync(_limit);
    }

    [Fact]
    public async Task Write_Large_EndsACommitAtItsBytes()
    {
        await WriteAsync();
        var commit = await _store.CommitAsync();
        var large = await WriteManyAsync(4, payload: 3 << 19);

        await commit.LetAsync();

        commit = await _store.CommitAsync();
        Assert.Equal(3, commit.Count);
        await commit.LetAsync();
        commit = await _store.CommitAsync();
        Assert.Equal(1, commit.Count);
        await commit.LetAsync();
        await Task.WhenAll(large).WaitAsync(_limit);
    }

    [Fact]
    public async Task Commit_OfADiskThatIsFull_IsTriedAgainAndNothingOvertakesIt()
    {
        var first = await WriteAsync();
        var commit = await _store.CommitAsync();
        var second = await WriteAsync();
        for (var i = 0; i < 3; i++)
        {
            commit.End(CommitStatus.Unavailable);
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(1)).WaitAsync(_limit);
            _clock.Advance(TimeSpan.FromSeconds(1));
            commit = await _store.CommitAsync();
            Assert.Equal(1, commit.Count);
            Assert.False(first.IsCompleted);
        }

        await commit.LetAsync();
        await first.WaitAsync(_limit);
        Assert.False(second.IsCompleted);
        await (await _store.CommitAsync()).LetAsync();
        await second.WaitAsync(_limit);
    }

    [Fact]
    public async Task Commit_TooLargeTogether_IsRepeatedOneByOneAndOnlyTheTooLargeIsRefused()
    {
        await WriteAsync();
        var commit = await _store.CommitAsync();
        var three = await WriteManyAsync(3);
        await commit.LetAsync();

        (await _store.CommitAsync()).End(CommitStatus.TooLarge);
        await (await _store.CommitAsync()).LetAsync();
        (await _store.CommitAsync()).End(CommitStatus.TooLarge);
        await (await _store.CommitAsync()).LetAsync();

        Assert.Equal(
            [MqttReason.Success, MqttReason.ImplementationSpecificError, MqttReason.Success],
            await Task.WhenAll(three).WaitAsync(_limit));
    }

    [Fact]
    public async Task Commit_OfAStoreThatCloses_IsNeverAcknowledged()
    {
        var first = await WriteAsync();
        (await _store.CommitAsync()).End(CommitStatus.Closed);
        var second = await WriteAsync();
        (await _store.CommitAsync()).End(CommitStatus.Closed);

        Assert.False(first.IsCompleted || second.IsCompleted);
    }

    private async Task<List<Task<MqttReason>>> WriteManyAsync(int count, int payload = 1)
    {
        var acknowledged = new List<Task<MqttReason>>(count);
        for (var i = 0; i < count; i++)
        {
            acknowledged.Add(await WriteAsync(payload).WaitAsync(_limit));
        }

        return acknowledged;
    }

    /// <summary>Hands over a delivery; the inner task tells how it was acknowledged.</summary>
    private async Task<Task<MqttReason>> WriteAsync(int payload = 1)
    {
        var acknowledged = new TaskCompletionSource<MqttReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new MqttMessage { Topic = "default/user/test", Payload = new byte[payload], Qos = MqttQos.AtLeastOnce };
        var delivery = new MqttDelivery(message, (_, reason) => acknowledged.SetResult(reason));
        await _writer.WriteAsync(delivery, mayWait: true, CancellationToken.None);
        return acknowledged.Task;
    }
}
