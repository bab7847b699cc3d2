using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive.Tests.Modules;

public sealed class RestartPolicyTests
{
    [Theory]
    [InlineData(6, 2, 10, 10)]
    [InlineData(6, 1, 10, 6)]
    [InlineData(6, 0, 10, 6)]
    [InlineData(2, 2, 30, 4)]
    [InlineData(20, 2, 30, 30)]
    public void NextPause_Grows_UpToTheLimit(int pause, double growth, int limit, int expected)
    {
        var policy = new RestartPolicy { Growth = growth, Limit = TimeSpan.FromSeconds(limit) };

        Assert.Equal(TimeSpan.FromSeconds(expected), policy.NextPause(TimeSpan.FromSeconds(pause)));
    }

    [Fact]
    public void FirstPause_IntervalNotAboveZero_IsOneSecond() =>
        Assert.Equal(TimeSpan.FromSeconds(1), new RestartPolicy { Interval = TimeSpan.Zero }.FirstPause);
}
