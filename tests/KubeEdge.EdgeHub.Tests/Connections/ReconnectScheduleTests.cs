using KubeEdge.EdgeHub.Connections;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Connections;

public class ReconnectScheduleTests
{
    private static readonly LinkClosed _orderly = new(LinkCloseReason.PeerClosed, IsOrderly: true);
    private static readonly LinkClosed _lost = new(LinkCloseReason.PeerClosed);

    [Theory]
    [InlineData(0.0, new[] { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 })]
    [InlineData(1.0, new[] { 1.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0 })]
    [InlineData(0.5, new[] { 0.75, 1.25, 2.25, 4.25, 5.25, 5.25, 5.25 })]
    public void AfterFailure_Repeated_DoublesTheCeilingUpToTheCap(double draw, double[] expected)
    {
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new FixedRandom(draw));

        var pauses = expected.Select(_ => schedule.AfterFailure(null).TotalSeconds).ToArray();

        Assert.Equal(expected, pauses);
    }

    [Fact]
    public void AfterFailure_AnySeed_StaysInsideTheBounds()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var schedule = new ReconnectSchedule(new ReconnectOptions(), new Random(seed));
            var ceiling = 1.0;
            for (var attempt = 0; attempt < 100; attempt++)
            {
                Assert.InRange(schedule.AfterFailure(null).TotalSeconds, 0.5, ceiling);
                ceiling = Math.Min(10, ceiling * 2);
            }
        }
    }

    [Fact]
    public void AfterFailure_ManyNodes_ComeBackSpread()
    {
        // 5,000 nodes that lost the same cloud: within the first second never more than 500 in any tenth of it and a half.
        var first = Enumerable.Range(0, 5000).Select(seed => new ReconnectSchedule(new ReconnectOptions(), new Random(seed)).AfterFailure(null));

        var fullest = first.GroupBy(pause => (int)(pause.TotalSeconds * 20)).Max(slice => slice.Count());

        Assert.InRange(fullest, 400, 600);
    }

    [Fact]
    public void AfterLink_Stable_StartsSmallAgain()
    {
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new FixedRandom(1));
        for (var i = 0; i < 10; i++)
        {
            schedule.AfterFailure(null);
        }

        Assert.Equal(10, schedule.AfterLink(TimeSpan.FromSeconds(29.9), _lost).TotalSeconds);
        Assert.Equal(1, schedule.AfterLink(TimeSpan.FromSeconds(30), _lost).TotalSeconds);
    }

    [Fact]
    public void AfterLink_ClosedInOrder_GoesAtOnceButOnlyOncePerStableLink()
    {
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new FixedRandom(1));

        Assert.Equal(TimeSpan.Zero, schedule.AfterLink(TimeSpan.FromSeconds(1), _orderly));
        Assert.Equal(1, schedule.AfterLink(TimeSpan.FromSeconds(1), _orderly).TotalSeconds);
        Assert.Equal(2, schedule.AfterLink(TimeSpan.FromSeconds(1), _orderly).TotalSeconds);
        Assert.Equal(TimeSpan.Zero, schedule.AfterLink(TimeSpan.FromMinutes(1), _orderly));
    }

    [Theory]
    [InlineData(LinkCloseReason.Replaced, true)]
    [InlineData(LinkCloseReason.Refused, true)]
    [InlineData(LinkCloseReason.Timeout, false)]
    [InlineData(LinkCloseReason.PeerClosed, false)]
    public void AfterLink_ClosedOtherwise_Waits(LinkCloseReason reason, bool orderly)
    {
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new FixedRandom(0));

        Assert.Equal(0.5, schedule.AfterLink(TimeSpan.FromHours(1), new LinkClosed(reason, IsOrderly: orderly)).TotalSeconds);
    }

    [Theory]
    [InlineData(20, 21)]
    [InlineData(3600, 301)]
    [InlineData(0, 1)]
    public void AfterFailure_RetryAfter_IsObeyedUpToItsLimit(int asked, int expected)
    {
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new FixedRandom(1));

        Assert.Equal(expected, schedule.AfterFailure(TimeSpan.FromSeconds(asked)).TotalSeconds);
    }

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
