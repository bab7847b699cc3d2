using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.Kubernetes.Tests.Informers;

/// <summary>Random changes and faults; whoever applies the events in order must end with what the cluster has.</summary>
public sealed class InformerChaosTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_RandomFaults_EventsLeadToTheClustersState(int seed)
    {
        var random = new Random(seed);
        var cluster = new FakeCluster();
        var time = new ManualTimeProvider();
        using var client = cluster.Server.Client(time);
        using var stop = new CancellationTokenSource();
        var informer = new Informer(
            client, Sample.ConfigMaps, null, time, options: new InformerOptions { PageSize = 3, Random = new Random(seed) });
        var ledger = new EventLedger();
        var following = ledger.FollowAsync(informer, stop.Token);

        for (var step = 0; step < 400; step++)
        {
            Step(cluster, random);
            if (random.Next(3) == 0)
            {
                time.Advance(TimeSpan.FromSeconds(random.Next(20)));
                await Task.Yield();
            }
        }

        var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
        while (!ledger.Equals(cluster.State) && !following.IsCompleted)
        {
            // The informer may wait for its clock at any point; with time it always gets on.
            Assert.False(patience.IsCancellationRequested, $"seed {seed}: {ledger} is not {string.Join(", ", cluster.State)}");
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(cluster.State.Count, informer.Count);
        Assert.All(informer.Snapshot(), item => Assert.Equal(cluster.State[item.Name], item.ResourceVersion));
    }

    private static void Step(FakeCluster cluster, Random random)
    {
        var name = $"n{random.Next(8)}";
        switch (random.Next(12))
        {
            case < 6:
                cluster.Put(name, $"v{random.Next(100)}");
                break;
            case < 8 when cluster.State.ContainsKey(name):
                cluster.Delete(name);
                break;
            case 8:
                cluster.EndWatches(inOrder: random.Next(2) == 0);
                break;
            case 9:
                cluster.Bookmark();
                break;
            case 10 when random.Next(3) == 0:
                cluster.Compact();
                cluster.EndWatches(inOrder: false);
                break;
            case 11 when random.Next(3) == 0:
                cluster.FailLists(KubeStatus.Unreachable("down"));
                cluster.FailWatches(KubeStatus.ServiceUnavailable("down"));
                break;
        }
    }
}
