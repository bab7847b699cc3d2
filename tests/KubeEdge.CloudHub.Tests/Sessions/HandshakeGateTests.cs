using KubeEdge.CloudHub.Sessions;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class HandshakeGateTests
{
    [Fact]
    public async Task Enter_FiveThousandAtOnce_FiveHundredPerSecondAndTheRestIsTurnedAway()
    {
        var clock = new ManualTimeProvider();
        var gate = new HandshakeGate(500, TimeSpan.FromSeconds(5), clock);
        var entries = Enumerable.Range(0, 5000).Select(_ => gate.EnterAsync(default).AsTask()).ToArray();
        var refused = entries.Count(entry => entry is { IsCompletedSuccessfully: true, Result: false });

        // The burst of a tenth of a second comes on top of what five seconds take.
        Assert.Equal(5000 - 2551, refused);
        for (var second = 1; second <= 5; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(51 + (500 * second), entries.Count(entry => entry is { IsCompletedSuccessfully: true, Result: true }));
        }

        await Task.WhenAll(entries).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Enter_Cancelled_Throws()
    {
        var gate = new HandshakeGate(1, TimeSpan.FromSeconds(5), new ManualTimeProvider());
        Assert.True(await gate.EnterAsync(default));
        await gate.EnterAsync(default).AsTask().WaitAsync(TimeSpan.Zero).ContinueWith(static _ => { }, TaskScheduler.Default);
        using var cancelled = new CancellationTokenSource();
        var waiting = gate.EnterAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
