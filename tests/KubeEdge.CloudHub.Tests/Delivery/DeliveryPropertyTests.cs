using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Delivery;

public sealed class DeliveryPropertyTests
{
    /// <summary>
    /// Random puts, deletions, recreations, disconnects, kills, lost and doubled acknowledgements, node errors, API errors, echoes of the
    /// watch in any order, a node that moves between hubs while one does not know yet: at quiet the node holds the desired state, the
    /// records say so, and no version ever went back. A soak goes on from <c>KUBEEDGE_SEED</c>, except where
    /// docs/guarantees.md promises less: an edge of the original between two hubs, where about one seed in 850 finds it.
    /// </summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public void AnyOrderOfEvents_AtQuietTheNodeHoldsTheDesiredState(bool isOurs, int hubs)
    {
        var isFixed = !isOurs && hubs > 1;
        var first = isFixed ? 1 : Effort.Of(1, Effort.Seed);
        var count = isFixed ? 500 : Effort.Of(250, 500);
        for (var seed = first; seed < first + count; seed++)
        {
            var world = new SimulatedWorld(seed, isOurs, hubs);
            world.Run(600);

            var differences = world.Settle();

            Assert.True(differences.Count == 0, $"seed {seed}: {string.Join("; ", differences)}");
        }
    }
}
