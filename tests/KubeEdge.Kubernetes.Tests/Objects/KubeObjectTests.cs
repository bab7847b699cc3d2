using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Objects;

public sealed class KubeObjectTests
{
    private const string Pod =
        """
        {"spec":{"nodeName":"edge-1","hostNetwork":true,"n":1.50,"list":[1],"none":null},"kind":"Pod","apiVersion":"v1",
         "metadata":{"labels":{"app":"web","tier":"fr\u00f6nt"},"generation":7,"resourceVersion":"12","uid":"u-1","namespace":"shop","name":"web-0",
         "deletionTimestamp":"2026-01-01T00:00:00Z","managedFields":[{"f":{}}]}}
        """;

    [Fact]
    public void Parse_MembersInAnyOrder_FindsIdentityAndVersion()
    {
        var pod = Sample.Parse(Pod);

        Assert.Equal("v1", pod.ApiVersion);
        Assert.Equal("Pod", pod.Kind);
        Assert.Equal("shop", pod.Namespace);
        Assert.Equal("web-0", pod.Name);
        Assert.Equal("u-1", pod.Uid);
        Assert.Equal("12", pod.ResourceVersion);
        Assert.Equal(7, pod.Generation);
        Assert.True(pod.IsDeleting);
        Assert.Equal("2026-01-01T00:00:00Z", pod.DeletionTimestamp);
        Assert.Equal(new Dictionary<string, string> { ["app"] = "web", ["tier"] = "frönt" }, pod.Labels);
        Assert.Equal(new ResourceKey("", "pods", "shop", "web-0"), pod.KeyOf(Sample.Pods));
        Assert.Equal("v1 Pod shop/web-0@12", pod.ToString());
    }

    [Fact]
    public void Parse_ClusterScopedWithNulls_HasDefaults()
    {
        var node = Sample.Parse("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"n\u002d1","namespace":"","labels":null,"uid":null,"deletionTimestamp":null}}""");

        Assert.Equal("n-1", node.Name);
        Assert.Null(node.Namespace);
        Assert.Equal("", node.Uid);
        Assert.Equal("", node.ResourceVersion);
        Assert.Empty(node.Labels);
        Assert.False(node.IsDeleting);
        Assert.Null(node.DeletionTimestamp);
    }

    [Fact]
    public void Parse_EscapedUid_IsDecoded() =>
        Assert.Equal("a/b\"", Sample.Parse("""{"apiVersion":"v1","kind":"X","metadata":{"uid":"a\/b\""}}""").Uid);

    [Theory]
    [InlineData("", "invalid JSON")]
    [InlineData("[]", "the document is an array, expected an object")]
    [InlineData("null", "the document is null, expected an object")]
    [InlineData("{\"kind\":\"A\",\"metadata\":{}}", "apiVersion is missing")]
    [InlineData("{\"apiVersion\":\"\",\"kind\":\"A\",\"metadata\":{}}", "apiVersion is missing")]
    [InlineData("{\"apiVersion\":\"v1\",\"metadata\":{}}", "kind is missing")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"A\"}", "metadata is missing")]
    [InlineData("{\"apiVersion\":1}", "apiVersion at byte 14 is a number, expected a string")]
    [InlineData("{\"apiVersion\":\"v1\",\"apiVersion\":\"v1\"}", "apiVersion at byte 19 is given twice")]
    [InlineData("{\"metadata\":[]}", "metadata at byte 12 is an array, expected an object")]
    [InlineData("{\"metadata\":{},\"metadata\":{}}", "metadata at byte 15 is given twice")]
    [InlineData("{\"metadata\":{\"name\":{}}}", "metadata.name at byte 20 is an object, expected a string")]
    [InlineData("{\"metadata\":{\"name\":\"a\",\"name\":\"b\"}}", "metadata.name at byte 24 is given twice")]
    [InlineData("{\"metadata\":{\"uid\":\"a\",\"uid\":\"b\"}}", "metadata.uid at byte 23 is given twice")]
    [InlineData("{\"metadata\":{\"resourceVersion\":5}}", "metadata.resourceVersion at byte 31 is a number, expected a string")]
    [InlineData("{\"metadata\":{\"generation\":\"5\"}}", "metadata.generation at byte 26 is a string, expected an integer")]
    [InlineData("{\"metadata\":{\"labels\":{\"a\":true}}}", "a value of metadata.labels at byte 27 is a boolean, expected a string")]
    [InlineData("{\"metadata\":{\"labels\":[]}}", "metadata.labels at byte 22 is an array, expected an object")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{}} x", "invalid JSON")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{},}", "invalid JSON")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{\"name\":\"\\ud800\"}}", "invalid JSON: a string has an unpaired surrogate")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{},\"x\":{\"\\uDC00\":1}}", "invalid JSON: a string has an unpaired surrogate")]
    public void TryParse_BrokenObject_SaysWhatAndWhere(string json, string expected)
    {
        Assert.False(KubeObject.TryParse(Sample.Utf8(json), out _, out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NotUtf8_IsRefused()
    {
        var bytes = Sample.Utf8("""{"apiVersion":"v1","kind":"A","metadata":{},"x":"?"}""");
        bytes[^3] = 0xFF;

        Assert.False(KubeObject.TryParse(bytes, out _, out var error));
        Assert.Contains("UTF-8", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(200, false)]
    public void TryParse_DeepNesting_IsBounded(int depth, bool expected)
    {
        var json = $$"""{"apiVersion":"v1","kind":"A","metadata":{},"x":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        Assert.Equal(expected, KubeObject.TryParse(Sample.Utf8(json), out var value, out _));
        Assert.Equal(expected, value?.ToNode() is not null);
    }

    [Theory]
    [InlineData("spec.nodeName", "edge-1")]
    [InlineData("spec.hostNetwork", "true")]
    [InlineData("spec.n", "1.50")]
    [InlineData("metadata.labels.app", "web")]
    [InlineData("spec.list", null)]
    [InlineData("spec.none", null)]
    [InlineData("spec", null)]
    [InlineData("spec.nodeName.x", null)]
    [InlineData("status.phase", null)]
    [InlineData("..", null)]
    public void GetField_Path_IsScalarOrNull(string path, string? expected) => Assert.Equal(expected, Sample.Parse(Pod).GetField(path));

    [Fact]
    public void ToNode_ThenFromNode_KeepsEverything()
    {
        var node = Sample.Parse(Pod).ToNode();
        var again = KubeObject.FromNode(node);

        Assert.True(JsonNode.DeepEquals(node, again.ToNode()));
        Assert.Contains("\"n\":1.50", Sample.Text(again.Json), StringComparison.Ordinal);
        Assert.Contains("frönt", Sample.Text(again.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void ToNode_MemberGivenTwice_LastCounts()
    {
        var node = Sample.Parse("""{"apiVersion":"v1","kind":"A","metadata":{},"data":{"a":"1","a":"2"}}""").ToNode();
        Assert.Equal("2", (string?)node["data"]?["a"]);
    }

    [Fact]
    public void FromNode_WithoutKind_Throws()
    {
        var error = Assert.Throws<FormatException>(() => KubeObject.FromNode(new JsonObject { ["apiVersion"] = "v1" }));
        Assert.Equal("kind is missing", error.Message);
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"A","metadata":{"name":"x","resourceVersion":"1","uid":"u"},"d":1}""", """{"apiVersion":"v1","kind":"A","metadata":{"name":"x","resourceVersion":"42","uid":"u"},"d":1}""")]
    [InlineData("""{"apiVersion":"v1","kind":"A","metadata":{"name":"x"}}""", """{"apiVersion":"v1","kind":"A","metadata":{"resourceVersion":"42","name":"x"}}""")]
    [InlineData("""{"apiVersion":"v1","kind":"A","metadata":{ }}""", """{"apiVersion":"v1","kind":"A","metadata":{"resourceVersion":"42" }}""")]
    public void WithResourceVersion_AnyObject_ChangesOnlyThat(string json, string expected)
    {
        var changed = Sample.Parse(json).WithResourceVersion("42");

        Assert.Equal(expected, Sample.Text(changed.Json));
        Assert.Equal("42", changed.ResourceVersion);
    }
}
