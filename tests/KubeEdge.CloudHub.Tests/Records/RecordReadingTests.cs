using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Records;

public sealed class RecordReadingTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Reading_FailsInAWayThatNobodyForesaw_BeginsAnewAndTheRecordsAreReadInTheEnd()
    {
        await using var api = await FakeApi.StartAsync();
        var isFailing = true;
        api.Fault = (_, _) => Volatile.Read(ref isFailing) ? 503 : null;
        var clock = new BrokenOnceClock();
        var book = new LedgerBook();
        using var client = new KubeClient(new KubeClientOptions { Server = api.Address });
        using var ending = new CancellationTokenSource();
        var index = new RecordIndex(client, book, new FakeRecordSink(), clock, NullLogger<RecordIndex>.Instance);
        var reading = index.RunAsync(ending.Token);
        await clock.Inner.WaitForTimerAsync(TimeSpan.FromSeconds(5)).WaitAsync(_limit);
        await clock.Second.WaitAsync(_limit);
        Volatile.Write(ref isFailing, false);

        clock.Inner.Advance(TimeSpan.FromMinutes(2));

        await book.Loaded.WaitAsync(_limit);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    /// <summary>Fails the first who waits, which is one of the two readings after its first list failed.</summary>
    private sealed class BrokenOnceClock : TimeProvider
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _timers;

        public ManualTimeProvider Inner { get; } = new();

        /// <summary>Both readings wait now.</summary>
        public Task Second => _second.Task;

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var number = Interlocked.Increment(ref _timers);
            if (number == 1)
            {
                throw new InvalidOperationException("no timer for you");
            }

            var timer = Inner.CreateTimer(callback, state, dueTime, period);
            if (number == 3)
            {
                _second.TrySetResult();
            }

            return timer;
        }
    }
}
