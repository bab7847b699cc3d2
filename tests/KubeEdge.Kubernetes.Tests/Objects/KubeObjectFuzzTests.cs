using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Objects;

public sealed class KubeObjectFuzzTests
{
    private static readonly byte[] _seed = Sample.Utf8(
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a\u0041","namespace":"default","uid":"u\"1","resourceVersion":"5","generation":3,
        "labels":{"app":"web","\u0062":"\ud83d\ude00"},"deletionTimestamp":"2026-01-01T00:00:00Z"},"data":{"k":"\ud83d\ude00","n":[1,2.5e3,true,null,{"a":[]}]}}
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryParse_MutatedObject_FailsWithTextOrReadsWhole(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Mutate(random);
            if (KubeObject.TryParse(bytes, out var value, out var error))
            {
                read++;
                ReadWhole(value);
            }
            else
            {
                Assert.NotEmpty(error);
            }
        }

        // Otherwise the mutations would be too coarse to test anything.
        Assert.InRange(read, 100, 4_900);
    }

    [Fact]
    public void TryParse_EveryPrefix_IsRefused()
    {
        for (var length = 0; length < _seed.Length; length++)
        {
            Assert.False(KubeObject.TryParse(_seed.AsMemory(0, length), out _, out _), $"prefix of {length} bytes");
        }
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = _seed.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "{}[]\",:\\u0dD8"u8[random.Next(13)]);
                    break;
                default:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(40), bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>An object that was accepted must be readable in every way, without exceptions.</summary>
    private static void ReadWhole(KubeObject value)
    {
        Assert.NotEmpty(value.ApiVersion);
        Assert.NotEmpty(value.Kind);
        _ = (value.Name, value.Namespace, value.Uid, value.ResourceVersion, value.DeletionTimestamp, value.Generation, value.Labels.Count);
        _ = value.GetField("data.k");
        Assert.Equal(value.Name, KubeObject.FromNode(value.ToNode()).Name);
        Assert.Equal("9", value.WithResourceVersion("9").ResourceVersion);
    }
}
