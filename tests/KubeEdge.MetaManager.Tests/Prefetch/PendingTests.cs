using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Prefetch;

namespace KubeEdge.MetaManager.Tests.Prefetch;

public class PendingTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);
    private readonly Pending _pending = new(new PodNeed("id", new ResourcePath("default", "configmap", "a"), default, default));

    [Theory]
    [InlineData(nameof(FetchOutcome.Failed))]
    [InlineData(nameof(FetchOutcome.NotFound))]
    public void Settle_AgainAndAgainWithoutSuccess_PausesLongerUpToAMinute(string outcome)
    {
        var pauses = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            _pending.Settle(new FetchResult(Enum.Parse<FetchOutcome>(outcome)), _now, _interval);
            pauses.Add((_pending.Due - _now).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Theory]
    [InlineData(nameof(FetchOutcome.Fetched))]
    [InlineData(nameof(FetchOutcome.Present))]
    public void Settle_Success_BeginsAnewAndLooksAgainAtLeisure(string outcome)
    {
        Fail(5);
        _pending.Settle(new FetchResult(Enum.Parse<FetchOutcome>(outcome)), _now, _interval);
        Assert.Equal(_now + _interval, _pending.Due);

        Fail(1);
        Assert.Equal(_now + TimeSpan.FromSeconds(1), _pending.Due);
    }

    [Fact]
    public void Settle_TimeToLookAgain_IsKept()
    {
        _pending.Settle(new FetchResult(FetchOutcome.Fetched, _now.AddHours(3)), _now, _interval);

        Assert.Equal(_now.AddHours(3), _pending.Due);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void Settle_TimeThatHasPassed_DoesNotAskWithoutAPause(int seconds)
    {
        _pending.Settle(new FetchResult(FetchOutcome.Fetched, _now.AddSeconds(seconds)), _now, _interval);

        Assert.Equal(_now + _interval, _pending.Due);
    }

    [Fact]
    public void Restart_AfterFailures_BeginsAnew()
    {
        Fail(5);
        _pending.Restart(_now.AddSeconds(1));
        Assert.Equal(_now.AddSeconds(1), _pending.Due);

        Fail(1);
        Assert.Equal(_now.AddSeconds(1), _pending.Due);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _pending.Settle(new FetchResult(FetchOutcome.Failed), _now, _interval);
        }
    }
}
