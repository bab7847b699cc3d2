namespace KubeEdge.MetaManager.Requests;

/// <summary>The type tokens of the wire that the decision table names, and its operations beyond the common ones.</summary>
internal static class WireTokens
{
    public const string Pod = "pod";

    public const string Node = "node";

    public const string Lease = "lease";

    public const string Event = "event";

    public const string Token = "serviceaccounttoken";

    public const string SigningRequest = "certificatesigningrequest";

    /// <summary>The newest patch of a pod.</summary>
    public const string PodPatch = "podpatch";

    /// <summary>The newest patch of a node.</summary>
    public const string NodePatch = "nodepatch";

    /// <summary>The cluster's authority, which is no object: <c>k8s/ca.crt</c>.</summary>
    public const string Authority = "k8s/ca.crt";

    /// <summary>Types of which the cloud has the truth. Since 1.23 nodes are none of them: that cloud pushes them.</summary>
    public static bool IsRemote(string type) => type is
        "configmap" or "secret" or "persistentvolume" or "persistentvolumeclaim" or "volumeattachment" or Node;

    /// <summary>Volume operations that come from the cloud.</summary>
    public static bool IsVolumeOperation(string operation) => operation is
        "createvolume" or "deletevolume" or "controllerpublishvolume" or "controllerunpublishvolume";
}
