using System.Text;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Following;

public sealed class ContentComparerTests
{
    private const string Base = """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","resourceVersion":"1","labels":{"a":"b"}},"spec":{"x":[1,2]},"status":{"phase":"Pending"}}""";

    [Theory]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","resourceVersion":"2","labels":{"a":"b"}},"spec":{"x":[1,2]},"status":{"phase":"Running"}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","resourceVersion":"2","generation":7,"labels":{"a":"b"},"managedFields":[{"f":{}}]},"spec":{"x":[1,2]}}""")]
    [InlineData("""{"status":{},"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","labels":{"a":"b"}},"spec":{"x":[1,2]}}""")]
    public void AreSame_StatusAndBookkeeping_DoNotCount(string other) => Assert.True(Same(Base, other));

    [Theory]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","labels":{"a":"c"}},"spec":{"x":[1,2]}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","labels":{"a":"b"},"deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"x":[1,2]}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u"},"spec":{"x":[1,2]}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","labels":{"a":"b"}},"spec":{"x":[1,2],"status":{}}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"other","labels":{"a":"b"}},"spec":{"x":[1,2]}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","labels":{"a":"b"}},"spec":{"x":[1,2]},"more":1}""")]
    public void AreSame_AnythingElse_Counts(string other)
    {
        Assert.False(Same(Base, other));
        Assert.False(Same(other, Base));
    }

    [Fact]
    public void AreSame_Annotations_CountUnlessTheyAreNotToCount()
    {
        const string Annotated = """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u","annotations":{"k":"v"},"labels":{"a":"b"}},"spec":{"x":[1,2]}}""";

        Assert.False(Same(Base, Annotated));
        Assert.True(ContentComparer.AllButAnnotations.AreSame(Parse(Base), Parse(Annotated)));
    }

    private static bool Same(string left, string right) => ContentComparer.AllButStatus.AreSame(Parse(left), Parse(right));

    private static KubeObject Parse(string json) => KubeObject.Parse(Encoding.UTF8.GetBytes(json));
}
