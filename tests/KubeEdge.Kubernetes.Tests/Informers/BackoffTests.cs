using KubeEdge.Kubernetes.Informers;

namespace KubeEdge.Kubernetes.Tests.Informers;

public sealed class BackoffTests
{
    [Fact]
    public void Next_ManyFailures_StaysBelowABoundThatDoublesToTenSeconds()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var backoff = new Backoff(new Random(seed));
            foreach (var bound in new[] { 0.5, 1, 2, 4, 8, 10, 10, 10 })
            {
                Assert.InRange(backoff.Next(null).TotalSeconds, 0, bound);
            }

            backoff.Reset();
            Assert.InRange(backoff.Next(null).TotalSeconds, 0, 0.5);
        }
    }

    [Fact]
    public void Next_PeerAsksForMore_WaitsThatLongAtLeast()
    {
        var backoff = new Backoff(new Random(1));
        Assert.InRange(backoff.Next(TimeSpan.FromSeconds(60)).TotalSeconds, 60, 60.5);
        Assert.InRange(backoff.Next(TimeSpan.Zero).TotalSeconds, 0, 1);
    }
}
