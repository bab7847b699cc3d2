using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Informers;

[Collection(nameof(Alone))]
public sealed class InformerMemoryTests(ITestOutputHelper output)
{
    private const int Pods = 10_000;
    private const int PodBytes = 4096;

    [Fact]
    public void Put_TenThousandPods_CostTheirBytesAndALittle()
    {
        // The first use of everything is not what is measured.
        _ = Fill(new InformerCache(), 10);
        var cache = new InformerCache();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var raw = Fill(cache, Pods);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(cache);

        var overhead = (double)(after - before - raw) / Pods;
        output.WriteLine($"{Pods} pods, {raw / Pods} bytes each: {overhead:F0} bytes more per pod");
        Assert.Equal(Pods, cache.Count);

        // The budget is 1.3 × raw + 300 B. The bytes are held once and exactly, so 300 B must do for everything else; the rest is tolerance.
        Assert.InRange(overhead, 0, 400);
    }

    private static long Fill(InformerCache cache, int count)
    {
        var pool = new Utf8StringPool();
        var changes = new List<InformerEvent>();
        var raw = 0L;
        for (var i = 0; i < count; i++)
        {
            var bytes = Pod(i);
            raw += bytes.Length;
            Assert.True(KubeObject.TryParse(bytes, pool, out var pod, out var error), error);
            cache.Put(pod, changes);
            changes.Clear();
        }

        return raw;
    }

    private static byte[] Pod(int number)
    {
        var head = $$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-{{number:D5}}-x7k2p","namespace":"shop","uid":"0c7f7bd0-1111-4222-8333-{{number:D12}}","resourceVersion":"{{number + 1000}}","labels":{"app":"web","pod-template-hash":"5d89"} },"spec":{"nodeName":"edge-{{number % 50}}","pad":"
            """;
        return Sample.Utf8(head + new string('x', PodBytes - head.Length - 3) + "\"}}");
    }
}
