using KubeEdge.Beehive.Tests.Modules;
using KubeEdge.Testing;

namespace KubeEdge.Beehive.Tests.Monitoring;

public sealed class MonitorServiceTests : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);
    private readonly ManualTimeProvider _clock = new();
    private readonly LogCollector _log = new();

    [Fact]
    public async Task Start_PortIsTaken_SaysItOnceAndTriesAgain()
    {
        using ScriptedMonitor monitor = Monitor();
        monitor.IsTaken = true;
        await monitor.StartAsync(CancellationToken.None).Soon();
        Assert.Null(monitor.Address);
        for (int i = 0; i < 2; i++)
        {
            await _clock.WaitForTimerAsync(_pause);
            _clock.Advance(_pause);
        }

        await _clock.WaitForTimerAsync(_pause);
        monitor.IsTaken = false;
        _clock.Advance(_pause);

        await monitor.StopAsync(CancellationToken.None).Soon();
        Assert.Equal((4, true), (monitor.Attempts, monitor.IsClosed));
        Assert.Single(Warnings());
    }

    [Fact]
    public async Task Stop_WhileThePortIsTaken_EndsTheAttempts()
    {
        using ScriptedMonitor monitor = Monitor();
        monitor.IsTaken = true;
        await monitor.StartAsync(CancellationToken.None).Soon();

        await monitor.StopAsync(CancellationToken.None).Soon();

        Assert.Equal((1, 0), (monitor.Attempts, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Stop_WhileItListens_ClosesTheListener()
    {
        using ScriptedMonitor monitor = Monitor();
        await monitor.StartAsync(CancellationToken.None).Soon();
        Assert.NotNull(monitor.Address);

        await monitor.StopAsync(CancellationToken.None).Soon();

        Assert.True(monitor.IsClosed);
        Assert.Null(monitor.Address);
        Assert.Empty(Warnings());
    }

    public void Dispose() => _log.Dispose();

    private ScriptedMonitor Monitor() => new(_clock, _log.CreateLogger("monitor"));

    private IEnumerable<string> Warnings() => _log.Lines.Where(line => line.Contains("cannot listen", StringComparison.Ordinal));
}
