using System.Text;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.CrashWriter;

/// <summary>
/// Writes its own few objects over and over, each time with a higher version, and notes what was acknowledged:
/// <c>full|normal key version revision</c>.
/// </summary>
internal sealed class Writer(IMetaStore store, AcknowledgementFile acknowledgements, int number, Random random)
{
    public async Task<bool> RunAsync(int commits)
    {
        var version = (ulong)store.Revision;
        for (var i = 0; i < commits; i++)
        {
            version++;
            var name = $"writer-{number}-{random.Next(4)}";
            var durability = random.Next(3) == 0 ? Durability.Normal : Durability.Full;
            var batch = new StoreBatch();
            batch.Put(new ResourceKey("", "configmaps", "default", name), "uid", version, Document(name, version));
            batch.AdvanceCursor($"cursor-{number}", store.Revision);
            var result = await store.CommitAsync(batch, durability);
            if (result.Status != CommitStatus.Committed)
            {
                Console.Error.WriteLine($"{result.Status} {store.Health.Reason}");
                return false;
            }

            acknowledgements.Add($"{(durability == Durability.Full ? "full" : "normal")} {name} {version} {result.Revision}");
        }

        return true;
    }

    // Now and then larger than a page, and the version at both ends.
    private byte[] Document(string name, ulong version)
    {
        var length = random.Next(4) == 0 ? random.Next(30_000) : random.Next(500);
        var fill = new string('x', length);
        return Encoding.UTF8.GetBytes($$"""{"metadata":{"name":"{{name}}"},"from":{{version}},"fill":"{{fill}}","to":{{version}}}""");
    }
}
