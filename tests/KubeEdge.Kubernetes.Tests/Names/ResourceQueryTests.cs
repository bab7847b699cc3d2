using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Selectors;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Names;

public sealed class ResourceQueryTests
{
    [Theory]
    [InlineData(null, "a", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, false)]
    public void IncludesKey_Namespace_Decides(string? wanted, string? actual, bool expected) =>
        Assert.Equal(expected, new ResourceQuery("", "pods", wanted).IncludesKey(new ResourceKey("", "pods", actual, "p")));

    [Fact]
    public void IncludesKey_OtherResourceOrGroup_IsFalse()
    {
        var query = new ResourceQuery("events.k8s.io", "events");
        Assert.False(query.IncludesKey(new ResourceKey("", "events", "a", "e")));
        Assert.False(query.IncludesKey(new ResourceKey("events.k8s.io", "leases", "a", "e")));
    }

    [Fact]
    public void Matches_NamespaceAndSelectors_AllCount()
    {
        Assert.True(LabelSelector.TryParse("app=web", out var labels, out _));
        Assert.True(FieldSelector.TryParse("metadata.name=p", out var fields, out _));
        var pod = Sample.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a","labels":{"app":"web"}}}""");

        Assert.True(new ResourceQuery("", "pods", "a", labels, fields).Matches(pod));
        Assert.False(new ResourceQuery("", "pods", "b", labels, fields).Matches(pod));
        Assert.True(LabelSelector.TryParse("app!=web", out var others, out _));
        Assert.False(new ResourceQuery("", "pods", null, others).Matches(pod));
        Assert.True(new ResourceQuery("", "pods", null, others).HasSelectors);
        Assert.False(new ResourceQuery("", "pods", "a", LabelSelector.Everything, FieldSelector.Everything).HasSelectors);
    }
}
