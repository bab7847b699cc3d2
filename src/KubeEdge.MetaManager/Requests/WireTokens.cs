using KubeEdge.Beehive.Messages;

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

    /// <summary>The status of a pod as older modules report it.</summary>
    public const string PodStatus = "podstatus";

    /// <summary>The newest patch of a node.</summary>
    public const string NodePatch = "nodepatch";

    /// <summary>The status of a node as older modules report it.</summary>
    public const string NodeStatus = "nodestatus";

    /// <summary>The cluster's authority, which is no object: <c>k8s/ca.crt</c>.</summary>
    public const string Authority = "k8s/ca.crt";

    /// <summary>Types of which the cloud has the truth. Since 1.23 nodes are none of them: that cloud pushes them.</summary>
    public static bool IsRemote(string type) => type is
        "configmap" or "secret" or "persistentvolume" or "persistentvolumeclaim" or "volumeattachment" or Node;

    /// <summary>Types of which a cloud of the original expects every answer with an object to be acknowledged.</summary>
    public static bool IsAcknowledged(string type) => type != Node && IsRemote(type);

    /// <summary>The modules of the cloud that push objects.</summary>
    public static bool IsKnownSource(string source) => source is
        ModuleNames.EdgeController or ModuleNames.DeviceController or ModuleNames.PolicyController or ModuleNames.DynamicController
        or ModuleNames.SyncController or SourceNames.EdgeManager or ModuleNames.Router;

    /// <summary>Volume operations that come from the cloud.</summary>
    public static bool IsVolumeOperation(string operation) => operation is
        "createvolume" or "deletevolume" or "controllerpublishvolume" or "controllerunpublishvolume";
}
