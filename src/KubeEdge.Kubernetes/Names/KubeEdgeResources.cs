using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Names;

/// <summary>
/// KubeEdge's own resources, from its definitions of 1.15 to the newest. Where two versions are served the newer one comes first, so it is
/// preferred.
/// </summary>
internal static class KubeEdgeResources
{
    private const string Apps = "apps.kubeedge.io";
    private const string Devices = "devices.kubeedge.io";
    private const string Operations = "operations.kubeedge.io";
    private const string Policy = "policy.kubeedge.io";
    private const string ReliableSyncs = "reliablesyncs.kubeedge.io";
    private const string Rules = "rules.kubeedge.io";

    // Definitions list their verbs in another order than compiled-in resources.
    private static readonly ImmutableArray<string> _verbs =
        ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    public static readonly ImmutableArray<ResourceType> All =
    [
        Namespaced(Apps, "v1alpha1", "edgeapplications", "edgeapplication", "EdgeApplication", true, "eapp"),
        Cluster(Apps, "v1alpha1", "nodegroups", "nodegroup", "NodeGroup", true, "ng"),
        Namespaced(Devices, "v1beta1", "devices", "device", "Device", false),
        Namespaced(Devices, "v1alpha2", "devices", "device", "Device", false),
        Namespaced(Devices, "v1beta1", "devicemodels", "devicemodel", "DeviceModel", false),
        Namespaced(Devices, "v1alpha2", "devicemodels", "devicemodel", "DeviceModel", false),
        Namespaced(Devices, "v1beta1", "devicestatuses", "devicestatus", "DeviceStatus", false),
        Cluster(Operations, "v1alpha2", "configupdatejobs", "configupdatejob", "ConfigUpdateJob", true),
        Cluster(Operations, "v1alpha2", "imageprepulljobs", "imageprepulljob", "ImagePrePullJob", true),
        Cluster(Operations, "v1alpha1", "imageprepulljobs", "imageprepulljob", "ImagePrePullJob", true),
        Cluster(Operations, "v1alpha2", "nodeupgradejobs", "nodeupgradejob", "NodeUpgradeJob", true),
        Cluster(Operations, "v1alpha1", "nodeupgradejobs", "nodeupgradejob", "NodeUpgradeJob", true),
        Namespaced(Policy, "v1alpha1", "serviceaccountaccesses", "serviceaccountaccess", "ServiceAccountAccess", true, "saaccess"),
        Cluster(ReliableSyncs, "v1alpha1", "clusterobjectsyncs", "clusterobjectsync", "ClusterObjectSync", true),
        Namespaced(ReliableSyncs, "v1alpha1", "objectsyncs", "objectsync", "ObjectSync", true),
        Namespaced(Rules, "v1", "ruleendpoints", "ruleendpoint", "RuleEndpoint", false, "re"),
        Namespaced(Rules, "v1", "rules", "rule", "Rule", false),
    ];

    private static ResourceType Namespaced(
        string group, string version, string plural, string singular, string kind, bool hasStatus, params ImmutableArray<string> shortNames) =>
        new(group, version, plural, singular, kind, IsNamespaced: true, shortNames, hasStatus) { Verbs = _verbs, IsCustom = true };

    private static ResourceType Cluster(
        string group, string version, string plural, string singular, string kind, bool hasStatus, params ImmutableArray<string> shortNames) =>
        new(group, version, plural, singular, kind, IsNamespaced: false, shortNames, hasStatus) { Verbs = _verbs, IsCustom = true };
}
