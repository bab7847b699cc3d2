using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>Lets lifetimes end.</summary>
internal static class Lifetimes
{
    /// <summary>Lets time pass, until the store has taken away everything whose lifetime is over by then.</summary>
    public static async Task PassAsync(IMetaStore store, ManualTimeProvider clock, TimeSpan time)
    {
        var last = new ResourceKey(string.Empty, "configmaps", "lifetimes", "last");
        var batch = new StoreBatch();
        batch.Put(last, "u", 1, "{}"u8.ToArray(), new PutOptions { Origin = ObjectOrigin.Cached, Lifetime = time });
        Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(batch, Durability.Full)).Status);
        clock.Jump(time);
        await Requests.QueryTests.WaitAsync(async () =>
        {
            // A sweep arms the next timer when it is done.
            clock.Advance(TimeSpan.Zero);
            return await store.GetAsync(last) is null;
        });
    }
}
