using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Objects;

public sealed class Utf8StringPoolTests
{
    [Fact]
    public void Get_EqualBytes_IsOneString()
    {
        var pool = new Utf8StringPool();
        Assert.Same(pool.Get("default"u8), pool.Get("default"u8));
        Assert.Equal("größe", pool.Get(Sample.Utf8("größe")));
        Assert.Equal("", pool.Get(default));
    }

    [Fact]
    public void Get_ManyTexts_IsAlwaysTheRightOne()
    {
        var pool = new Utf8StringPool();
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string('x', i % 300) + i;
            Assert.Equal(text, pool.Get(Sample.Utf8(text)));
        }
    }
}
