using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Tests.Names;

public sealed class ResourceKeyTests
{
    [Theory]
    [InlineData("", "configmaps", "default", "demo", "configmaps/default/demo")]
    [InlineData("coordination.k8s.io", "leases", "kube-node-lease", "edge-1", "leases.coordination.k8s.io/kube-node-lease/edge-1")]
    [InlineData("", "nodes", null, "edge-1", "nodes/edge-1")]
    public void ToString_AnyKey_IsReadable(string group, string resource, string? ns, string name, string expected) =>
        Assert.Equal(expected, new ResourceKey(group, resource, ns, name).ToString());

    [Fact]
    public void Equals_SameParts_AreOneKey()
    {
        var keys = new HashSet<ResourceKey> { new("", "pods", "a", "b"), new("", "pods", "a", "b"), new("", "pods", null, "b") };
        Assert.Equal(2, keys.Count);
    }
}
