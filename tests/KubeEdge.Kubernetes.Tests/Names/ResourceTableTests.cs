using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Names;

public sealed class ResourceTableTests
{
    [Theory]
    [InlineData("", "configmaps", "v1", "configmap", "ConfigMap", true, "cm", false)]
    [InlineData("", "endpoints", "v1", "endpoints", "Endpoints", true, "ep", false)]
    [InlineData("", "nodes", "v1", "node", "Node", false, "no", true)]
    [InlineData("coordination.k8s.io", "leases", "coordination.k8s.io/v1", "lease", "Lease", true, "", false)]
    [InlineData("networking.k8s.io", "ingresses", "networking.k8s.io/v1", "ingress", "Ingress", true, "ing", true)]
    [InlineData("storage.k8s.io", "storageclasses", "storage.k8s.io/v1", "storageclass", "StorageClass", false, "sc", false)]
    [InlineData("apiextensions.k8s.io", "customresourcedefinitions", "apiextensions.k8s.io/v1", "customresourcedefinition", "CustomResourceDefinition", false, "crd,crds", true)]
    [InlineData("devices.kubeedge.io", "devices", "devices.kubeedge.io/v1beta1", "device", "Device", true, "", false)]
    [InlineData("devices.kubeedge.io", "devicestatuses", "devices.kubeedge.io/v1beta1", "devicestatus", "DeviceStatus", true, "", false)]
    [InlineData("operations.kubeedge.io", "nodeupgradejobs", "operations.kubeedge.io/v1alpha2", "nodeupgradejob", "NodeUpgradeJob", false, "", true)]
    [InlineData("policy.kubeedge.io", "serviceaccountaccesses", "policy.kubeedge.io/v1alpha1", "serviceaccountaccess", "ServiceAccountAccess", true, "saaccess", true)]
    [InlineData("reliablesyncs.kubeedge.io", "objectsyncs", "reliablesyncs.kubeedge.io/v1alpha1", "objectsync", "ObjectSync", true, "", true)]
    [InlineData("reliablesyncs.kubeedge.io", "clusterobjectsyncs", "reliablesyncs.kubeedge.io/v1alpha1", "clusterobjectsync", "ClusterObjectSync", false, "", true)]
    [InlineData("rules.kubeedge.io", "ruleendpoints", "rules.kubeedge.io/v1", "ruleendpoint", "RuleEndpoint", true, "re", false)]
    public void Default_BuiltIn_IsFoundEachWay(
        string group, string plural, string apiVersion, string singular, string kind, bool namespaced, string shortNames, bool hasStatus)
    {
        Assert.True(ResourceTable.Default.TryGetByPlural(group, plural, out var type));
        Assert.Equal(apiVersion, type.ApiVersion);
        Assert.Equal(singular, type.Singular);
        Assert.Equal(kind, type.Kind);
        Assert.Equal(namespaced, type.IsNamespaced);
        Assert.Equal(shortNames, string.Join(',', type.ShortNames));
        Assert.Equal(hasStatus, type.HasStatus);

        Assert.True(ResourceTable.Default.TryGetByKind(apiVersion, kind, out var byKind));
        Assert.Same(type, byKind);
        Assert.True(ResourceTable.Default.TryGetByVersionedPlural(apiVersion, plural, out var byVersion));
        Assert.Same(type, byVersion);
        Assert.True(ResourceTable.Default.TryGetBySingular(singular, out var bySingular));
        Assert.Equal(type, bySingular);
    }

    [Fact]
    public void Default_EveryEntry_IsWellFormed()
    {
        Assert.All(ResourceTable.Default.All, type =>
        {
            Assert.Equal(type.Plural.ToLowerInvariant(), type.Plural);
            Assert.Equal(type.Kind.ToLowerInvariant(), type.Singular);
            Assert.Contains("watch", type.Verbs);
            Assert.Equal(type.Group.EndsWith("kubeedge.io", StringComparison.Ordinal), type.IsCustom);
        });
        Assert.Equal(ResourceTable.Default.All.Length, ResourceTable.Default.All.DistinctBy(type => (type.ApiVersion, type.Plural)).Count());
    }

    [Fact]
    public void TryGet_TwoVersions_NewerIsPreferredAndOlderStaysReachable()
    {
        Assert.True(ResourceTable.Default.TryGetByKind("devices.kubeedge.io/v1alpha2", "Device", out var older));
        Assert.Equal("v1alpha2", older.Version);
        Assert.Equal("v1beta1", Sample.Type("devices.kubeedge.io", "devices").Version);
    }

    [Fact]
    public void TryGetBySingular_EventOfTwoGroups_IsTheCoreOne()
    {
        Assert.True(ResourceTable.Default.TryGetBySingular("event", out var type));
        Assert.Equal("", type.Group);
    }

    [Fact]
    public void TryGet_Unknown_IsFalse()
    {
        Assert.False(ResourceTable.Default.TryGetByPlural("", "widgets", out _));
        Assert.False(ResourceTable.Default.TryGetByPlural("apps", "configmaps", out _));
        Assert.False(ResourceTable.Default.TryGetByKind("v2", "Pod", out _));
        Assert.False(ResourceTable.Default.TryGetBySingular("configmaps", out _));
    }

    [Fact]
    public void With_CustomResource_AddsAndReplaces()
    {
        var widget = new ResourceType("golden.example.com", "v1", "widgets", "widget", "Widget", true, ["wd"], false) { IsCustom = true };
        var table = ResourceTable.Default.With([widget]).With([widget with { HasStatus = true }]);

        Assert.Equal(ResourceTable.Default.All.Length + 1, table.All.Length);
        Assert.True(table.TryGetByPlural("golden.example.com", "widgets", out var found));
        Assert.True(found.HasStatus);
        Assert.False(ResourceTable.Default.TryGetByPlural("golden.example.com", "widgets", out _));
    }

    [Fact]
    public void Key_ClusterScopedType_HasNoNamespace()
    {
        Assert.Equal(new ResourceKey("", "nodes", null, "n"), Sample.Nodes.Key("default", "n"));
        Assert.Equal(new ResourceKey("", "pods", "a", "p"), Sample.Pods.Key("a", "p"));
        Assert.Equal("leases.coordination.k8s.io", Sample.Leases.QualifiedName);
        Assert.Equal("pods (v1)", Sample.Pods.ToString());
    }
}
