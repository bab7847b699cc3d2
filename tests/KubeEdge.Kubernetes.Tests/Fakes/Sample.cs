using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>Objects and types that tests use over and over.</summary>
internal static class Sample
{
    public static ResourceType ConfigMaps { get; } = Type("", "configmaps");

    public static ResourceType Pods { get; } = Type("", "pods");

    public static ResourceType Nodes { get; } = Type("", "nodes");

    public static ResourceType Leases { get; } = Type("coordination.k8s.io", "leases");

    public static ResourceType Type(string group, string plural) =>
        ResourceTable.Default.TryGetByPlural(group, plural, out var type) ? type : throw new InvalidOperationException($"no {plural}");

    public static KubeObject ConfigMap(string name, string version = "1", string value = "v", string ns = "default", string? uid = null) =>
        Parse($$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}","namespace":"{{ns}}","uid":"{{uid ?? $"uid-{name}"}}","resourceVersion":"{{version}}"}, "data":{"k":"{{value}}"} }
            """);

    public static KubeObject Parse(string json) => KubeObject.Parse(Encoding.UTF8.GetBytes(json));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
