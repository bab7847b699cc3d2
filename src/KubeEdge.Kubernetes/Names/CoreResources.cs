using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Names;

/// <summary>The resources of the core group, <c>v1</c>.</summary>
internal static class CoreResources
{
    public static readonly ImmutableArray<ResourceType> All =
    [
        Namespaced("configmaps", "configmap", "ConfigMap", hasStatus: false, "cm"),
        Namespaced("endpoints", "endpoints", "Endpoints", hasStatus: false, "ep"),
        Namespaced("events", "event", "Event", hasStatus: false, "ev"),
        Namespaced("limitranges", "limitrange", "LimitRange", hasStatus: false, "limits"),

        // Namespaces cannot be deleted as a collection.
        Cluster("namespaces", "namespace", "Namespace", "ns") with
        {
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
        },
        Cluster("nodes", "node", "Node", "no"),
        Namespaced("persistentvolumeclaims", "persistentvolumeclaim", "PersistentVolumeClaim", hasStatus: true, "pvc"),
        Cluster("persistentvolumes", "persistentvolume", "PersistentVolume", "pv"),
        Namespaced("pods", "pod", "Pod", hasStatus: true, "po") with { Categories = ["all"] },
        Namespaced("podtemplates", "podtemplate", "PodTemplate", hasStatus: false),
        Namespaced("replicationcontrollers", "replicationcontroller", "ReplicationController", hasStatus: true, "rc")
            with { Categories = ["all"] },
        Namespaced("resourcequotas", "resourcequota", "ResourceQuota", hasStatus: true, "quota"),
        Namespaced("secrets", "secret", "Secret", hasStatus: false),
        Namespaced("serviceaccounts", "serviceaccount", "ServiceAccount", hasStatus: false, "sa"),
        Namespaced("services", "service", "Service", hasStatus: true, "svc") with { Categories = ["all"] },
    ];

    private static ResourceType Namespaced(string plural, string singular, string kind, bool hasStatus, params ImmutableArray<string> shortNames) =>
        new(string.Empty, "v1", plural, singular, kind, IsNamespaced: true, shortNames, hasStatus);

    private static ResourceType Cluster(string plural, string singular, string kind, params ImmutableArray<string> shortNames) =>
        new(string.Empty, "v1", plural, singular, kind, IsNamespaced: false, shortNames, HasStatus: true);
}
