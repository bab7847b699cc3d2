using System.Collections.Frozen;

namespace KubeEdge.ApiServer.Patching;

/// <summary>
/// By which member the items of a list are told apart in a strategic merge. A list without an entry is replaced as a whole. Kubernetes
/// ties this to types; in the built-in ones a field name (with its parent where needed) means the same everywhere.
/// </summary>
internal static class MergeKeys
{
    /// <summary>Marks lists of plain values that are merged as sets.</summary>
    public const string Primitive = "";

    private static readonly FrozenDictionary<string, string> _keys = new Dictionary<string, string>
    {
        ["addresses"] = "type",
        ["conditions"] = "type",
        ["containers"] = "name",
        ["containers.ports"] = "containerPort",
        ["env"] = "name",
        ["ephemeralContainers"] = "name",
        ["ephemeralContainers.ports"] = "containerPort",
        ["finalizers"] = Primitive,
        ["hostAliases"] = "ip",
        ["hostIPs"] = "ip",
        ["imagePullSecrets"] = "name",
        ["initContainers"] = "name",
        ["initContainers.ports"] = "containerPort",
        ["ownerReferences"] = "uid",
        ["podCIDRs"] = Primitive,
        ["podIPs"] = "ip",
        ["resourceClaims"] = "name",
        ["schedulingGates"] = "name",
        ["secrets"] = "name",
        ["spec.ports"] = "port",
        ["taints"] = "key",
        ["topologySpreadConstraints"] = "topologyKey",
        ["volumeDevices"] = "devicePath",
        ["volumeMounts"] = "mountPath",
        ["volumes"] = "name",
        ["volumesAttached"] = "name",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null: the list is replaced.</summary>
    /// <param name="parent">Name of the member that holds the object with the list; empty at the root.</param>
    /// <param name="name">Name of the list.</param>
    public static string? Find(string parent, string name) =>
        _keys.GetValueOrDefault($"{parent}.{name}") ?? _keys.GetValueOrDefault(name);
}
