using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Prefetch;
using KubeEdge.MetaManager.Pushes;

namespace KubeEdge.MetaManager.Tests.Prefetch;

public class PodNeedReaderTests
{
    private readonly PodNeedReader _reader = new(new WireTypes(ResourceTable.Default));

    [Fact]
    public void Read_NamedInSeveralPlaces_IsNeededOnce()
    {
        var needs = Read("""{"containers":[{"envFrom":[{"configMapRef":{"name":"a"}}]}],"volumes":[{"configMap":{"name":"a"}},{"secret":{"secretName":"s"}}]}""");

        Assert.Equal(["default/configmap/a", "default/secret/s"], needs.Select(need => need.Path.ToString()).Order());
        Assert.All(needs, need => Assert.False(need.IsToken));
    }

    [Fact]
    public void Read_AccountOfThePod_IsNotAskedFor() =>
        Assert.Empty(Read("""{"serviceAccountName":"robot"}"""));

    [Fact]
    public void Read_TokenVolume_IsTheRequestOfTheOriginalsKubelet()
    {
        var needs = Read(TokenSpec("""{"path":"token","expirationSeconds":3607}"""));

        var token = Assert.Single(needs, need => need.IsToken);
        Assert.Equal("default/serviceaccounttoken/robot", token.Path.ToString());
        Assert.Equal(
            """{"metadata":{"creationTimestamp":null},"spec":{"audiences":null,"expirationSeconds":3607,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p","uid":"u1"}},"status":{"token":"","expirationTimestamp":null}}""",
            Encoding.UTF8.GetString(token.TokenRequest.Span));
    }

    [Theory]
    [InlineData("""{"path":"t"}""", "\"audiences\":null,\"expirationSeconds\":3600")]
    [InlineData("""{"path":"t","audience":""}""", "\"audiences\":null")]
    [InlineData("""{"path":"t","audience":"vault"}""", "\"audiences\":[\"vault\"]")]
    public void Read_TokenVolume_FillsInWhatKubernetesDoes(string projection, string expected)
    {
        var token = Assert.Single(Read(TokenSpec(projection)), need => need.IsToken);

        Assert.Contains(expected, Encoding.UTF8.GetString(token.TokenRequest.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TokenWithoutAccount_IsTheDefaultAccounts()
    {
        var token = Assert.Single(Read("""{"volumes":[{"projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}"""), need => need.IsToken);

        Assert.Equal("default/serviceaccounttoken/default", token.Path.ToString());
    }

    [Fact]
    public void Read_TwoPods_NeedTheSameConfigMapAndTokensOfTheirOwn()
    {
        const string Spec = """{"volumes":[{"configMap":{"name":"a"}},{"projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}""";
        var first = Read(Spec, "p", "u1").ToDictionary(need => need.Path.ToString(), need => need.Id);
        var second = Read(Spec, "q", "u2").ToDictionary(need => need.Path.ToString(), need => need.Id);

        Assert.Equal(first["default/configmap/a"], second["default/configmap/a"]);
        Assert.NotEqual(first["default/serviceaccounttoken/default"], second["default/serviceaccounttoken/default"]);
    }

    [Theory]
    [InlineData("""{"volumes":"serviceAccountToken"}""")]
    [InlineData("""{"volumes":["serviceAccountToken",null,1]}""")]
    [InlineData("""{"volumes":[{"projected":"serviceAccountToken"}]}""")]
    [InlineData("""{"volumes":[{"projected":{"sources":{"serviceAccountToken":1}}}]}""")]
    [InlineData("""{"volumes":[{"projected":{"sources":["serviceAccountToken",{"serviceAccountToken":[]}]}}]}""")]
    [InlineData("\"serviceAccountToken\"")]
    [InlineData("null")]
    public void Read_OddPod_NeedsNoTokenAndDoesNotThrow(string spec) =>
        Assert.DoesNotContain(Read(spec), need => need.IsToken);

    [Theory]
    [InlineData("""{"volumes":[{"projected":{"sources":[],"sources":[{"serviceAccountToken":{}}]}}]}""")]
    [InlineData("""{"volumes":[],"volumes":[{"projected":{"sources":[{"serviceAccountToken":{}}]}}]}""")]
    public void Read_MemberTwice_DoesNotThrow(string spec) => Assert.NotNull(Read(spec));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"kind":"Pod"}""")]
    public void Read_NoPod_NeedsNothing(string json) => Assert.Empty(_reader.Read(Encoding.UTF8.GetBytes(json)));

    private static string TokenSpec(string projection) =>
        $$$"""{"serviceAccountName":"robot","volumes":[{"projected":{"sources":[{"serviceAccountToken":{{{projection}}}}]}}]}""";

    private IReadOnlyList<PodNeed> Read(string spec, string name = "p", string uid = "u1") =>
        _reader.Read(Encoding.UTF8.GetBytes(Pods.Json(name, spec, uid)));
}
