using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Objects;

public sealed class PodReferencesTests
{
    [Theory]
    [InlineData("""{"volumes":[{"name":"v","configMap":{"name":"cm","items":[{"key":"name","path":"name"}]}}]}""", "configmaps/shop/cm")]
    [InlineData("""{"volumes":[{"name":"v","secret":{"secretName":"s","defaultMode":420}}]}""", "secrets/shop/s")]
    [InlineData(
        """{"volumes":[{"name":"v","projected":{"sources":[{"configMap":{"name":"cm"}},{"secret":{"name":"s"}},{"downwardAPI":{"items":[]}}]}}]}""",
        "configmaps/shop/cm", "secrets/shop/s")]
    [InlineData("""{"volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}]}""", "configmaps/shop/kube-root-ca.crt")]
    [InlineData("""{"volumes":[{"name":"v","csi":{"driver":"d","nodePublishSecretRef":{"name":"s"},"volumeAttributes":{"secret":"no"}}}]}""", "secrets/shop/s")]
    [InlineData("""{"volumes":[{"name":"v","azureFile":{"secretName":"s","shareName":"no"}},{"name":"w","cephfs":{"secretRef":{"name":"t"}}}]}""", "secrets/shop/s", "secrets/shop/t")]
    [InlineData("""{"containers":[{"name":"c","envFrom":[{"configMapRef":{"name":"cm"}},{"secretRef":{"name":"s","optional":true}}]}]}""", "configmaps/shop/cm", "secrets/shop/s")]
    [InlineData(
        """{"containers":[{"name":"c","env":[{"name":"A","value":"x"},{"name":"B","valueFrom":{"configMapKeyRef":{"key":"k","name":"cm"}}},{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}]}]}""",
        "configmaps/shop/cm", "secrets/shop/s")]
    [InlineData("""{"initContainers":[{"name":"c","envFrom":[{"secretRef":{"name":"s"}}]}]}""", "secrets/shop/s")]
    [InlineData("""{"ephemeralContainers":[{"name":"c","env":[{"name":"B","valueFrom":{"configMapKeyRef":{"name":"cm","key":"k"}}}]}]}""", "configmaps/shop/cm")]
    [InlineData("""{"imagePullSecrets":[{"name":"r1"},{"name":"r2"}]}""", "secrets/shop/r1", "secrets/shop/r2")]
    [InlineData("""{"serviceAccountName":"sa","serviceAccount":"sa"}""", "serviceaccounts/shop/sa")]
    public void Read_EachKindOfReference_IsFound(string spec, params string[] expected) => Assert.Equal(expected.Order(), Read(spec));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""{"containers":[{"name":"c","env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}}]}],"nodeName":"edge-1"}""")]
    [InlineData("""{"nodeSelector":{"secret":"x","configMap":"y","name":"z"},"volumes":[{"name":"v","emptyDir":{}},{"name":"w","hostPath":{"path":"/x"}}]}""")]
    [InlineData("""{"imagePullSecrets":[{"name":""},{"name":null},{}],"serviceAccountName":"","volumes":null}""")]
    [InlineData("""{"volumes":[{"configMap":"text"},{"secret":["name"]},{"secret":{"secretName":7}}]}""")]
    public void Read_NoReference_FindsNothing(string spec) => Assert.Empty(Read(spec));

    [Fact]
    public void Read_NamesOutsideTheSpec_AreNoReferences()
    {
        var pod = Sample.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop","annotations":{"secretName":"a"}},"status":{"secret":{"secretName":"b"}}}""");
        var found = new HashSet<ResourceKey>();

        PodReferences.Read(pod, found);

        Assert.Empty(found);
    }

    [Fact]
    public void Read_PodWithoutNamespace_NamesNothing()
    {
        var found = new HashSet<ResourceKey>();

        PodReferences.Read(Sample.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"imagePullSecrets":[{"name":"r"}]}}"""), found);

        Assert.Empty(found);
    }

    private static IEnumerable<string> Read(string spec)
    {
        var found = new HashSet<ResourceKey>();
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "p", ["namespace"] = "shop" },
            ["spec"] = JsonNode.Parse(spec),
        };
        PodReferences.Read(KubeObject.FromNode(pod), found);
        return found.Select(key => key.ToString()).Order();
    }
}
