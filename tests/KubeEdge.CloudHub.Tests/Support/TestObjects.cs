using System.Globalization;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>ConfigMaps as a test needs them.</summary>
internal static class TestObjects
{
    public static ResourceType ConfigMaps { get; } = Type("configmaps");

    public static ResourceType Type(string plural) =>
        ResourceTable.Default.TryGetByPlural(string.Empty, plural, out var type) ? type : throw new InvalidOperationException(plural);

    public static ResourceKey Key(string name) => ConfigMaps.Key("default", name);

    public static KubeObject ConfigMap(string name, string uid, long version, string more = "") => KubeObject.Parse(System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid}}}","resourceVersion":"{{{version.ToString(CultureInfo.InvariantCulture)}}}"},"data":{"v":"{{{version}}}{{{more}}}"} }"""));

    public static KubeObject Record(string node, string uid, string name, string? status, long version = 1) => KubeObject.Parse(System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"reliablesyncs.kubeedge.io/v1alpha1","kind":"ObjectSync","metadata":{"name":"{{{node}}}.{{{uid}}}","namespace":"default","resourceVersion":"{{{version}}}"},"spec":{"objectAPIVersion":"v1","objectKind":"ConfigMap","objectName":"{{{name}}}"}{{{(status is null ? "" : $",\"status\":{{\"objectResourceVersion\":\"{status}\"}}")}}}}"""));
}
