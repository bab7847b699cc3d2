using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>What the schemas of types are called.</summary>
internal static class OpenApiNames
{
    public const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    public const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    public const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    public const string RawExtension = "io.k8s.apimachinery.pkg.runtime.RawExtension";
    public const string FieldsV1 = "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1";

    /// <summary>The name of a compiled-in type, by the table that it stands in.</summary>
    public static string Of(string table, string type) => table == "meta"
        ? $"io.k8s.apimachinery.pkg.apis.meta.v1.{type}"
        : $"io.k8s.api.{table}.v1.{type}";

    /// <summary>The name of a custom resource: its group turned round, as packages are named.</summary>
    public static string Of(ResourceType type) =>
        $"{string.Join('.', type.Group.Split('.').Reverse())}.{type.Version}.{type.Kind}";
}
