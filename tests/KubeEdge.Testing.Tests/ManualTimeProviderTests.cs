namespace KubeEdge.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Advance_SeveralTimers_FiresEachAtItsTimeInDueOrder()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        void Note(object? name) => fired.Add(((string)name!, clock.GetUtcNow() - start));
        using var late = clock.CreateTimer(Note, "late", 3 * _second, Timeout.InfiniteTimeSpan);
        using var periodic = clock.CreateTimer(Note, "again", _second, 2 * _second);

        clock.Advance(4 * _second);

        // Two timers that are due together fire in either order.
        var inOrder = fired.OrderBy(one => one.At).ThenByDescending(one => one.Name);
        Assert.Equal([("again", _second), ("late", 3 * _second), ("again", 3 * _second)], inOrder);
        Assert.Equal(4 * _second, clock.GetUtcNow() - start);
    }

    [Fact]
    public void Jump_DueTimers_FireAfterTheClockHasMoved()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        var at = TimeSpan.Zero;
        using var timer = clock.CreateTimer(_ => at = clock.GetUtcNow() - start, null, _second, Timeout.InfiniteTimeSpan);

        clock.Jump(60 * _second);

        Assert.Equal(60 * _second, at);
    }

    [Fact]
    public async Task WaitForTimerAsync_ArmedLater_CompletesForThatDueTimeOnly()
    {
        var clock = new ManualTimeProvider();
        var armed = clock.WaitForTimerAsync(5 * _second);
        var one = Task.Delay(_second, clock);
        Assert.False(armed.IsCompleted);

        var other = Task.Delay(5 * _second, clock);
        await armed;

        clock.Advance(5 * _second);
        await Task.WhenAll(one, other).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public void Dispose_ArmedTimer_DoesNotFire()
    {
        var clock = new ManualTimeProvider();
        var timer = clock.CreateTimer(_ => Assert.Fail("fired"), null, _second, _second);

        timer.Dispose();

        clock.Advance(10 * _second);
        Assert.False(timer.Change(_second, _second));
    }
}
