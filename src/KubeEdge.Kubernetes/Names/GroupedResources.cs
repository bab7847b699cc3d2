using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Names;

/// <summary>The resources of Kubernetes' named groups that reach edge nodes.</summary>
internal static class GroupedResources
{
    private const string Apps = "apps";
    private const string Networking = "networking.k8s.io";
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Storage = "storage.k8s.io";

    public static readonly ImmutableArray<ResourceType> All =
    [
        Cluster("apiextensions.k8s.io", "customresourcedefinitions", "customresourcedefinition", "CustomResourceDefinition", true, "crd", "crds")
            with { Categories = ["api-extensions"] },
        Namespaced(Apps, "controllerrevisions", "controllerrevision", "ControllerRevision", false),
        Namespaced(Apps, "daemonsets", "daemonset", "DaemonSet", true, "ds") with { Categories = ["all"] },
        Namespaced(Apps, "deployments", "deployment", "Deployment", true, "deploy") with { Categories = ["all"] },
        Namespaced(Apps, "replicasets", "replicaset", "ReplicaSet", true, "rs") with { Categories = ["all"] },
        Namespaced(Apps, "statefulsets", "statefulset", "StatefulSet", true, "sts") with { Categories = ["all"] },
        Namespaced("batch", "cronjobs", "cronjob", "CronJob", true, "cj") with { Categories = ["all"] },
        Namespaced("batch", "jobs", "job", "Job", true) with { Categories = ["all"] },
        Cluster("certificates.k8s.io", "certificatesigningrequests", "certificatesigningrequest", "CertificateSigningRequest", true, "csr"),
        Namespaced("coordination.k8s.io", "leases", "lease", "Lease", false),
        Namespaced("discovery.k8s.io", "endpointslices", "endpointslice", "EndpointSlice", false),
        Namespaced("events.k8s.io", "events", "event", "Event", false, "ev"),
        Cluster(Networking, "ingressclasses", "ingressclass", "IngressClass", false),
        Namespaced(Networking, "ingresses", "ingress", "Ingress", true, "ing"),
        Namespaced(Networking, "networkpolicies", "networkpolicy", "NetworkPolicy", false, "netpol"),
        Cluster("node.k8s.io", "runtimeclasses", "runtimeclass", "RuntimeClass", false),
        Namespaced("policy", "poddisruptionbudgets", "poddisruptionbudget", "PodDisruptionBudget", true, "pdb"),
        Cluster(Rbac, "clusterrolebindings", "clusterrolebinding", "ClusterRoleBinding", false),
        Cluster(Rbac, "clusterroles", "clusterrole", "ClusterRole", false),
        Namespaced(Rbac, "rolebindings", "rolebinding", "RoleBinding", false),
        Namespaced(Rbac, "roles", "role", "Role", false),
        Cluster("scheduling.k8s.io", "priorityclasses", "priorityclass", "PriorityClass", false, "pc"),
        Cluster(Storage, "csidrivers", "csidriver", "CSIDriver", false),
        Cluster(Storage, "csinodes", "csinode", "CSINode", false),
        Cluster(Storage, "storageclasses", "storageclass", "StorageClass", false, "sc"),
        Cluster(Storage, "volumeattachments", "volumeattachment", "VolumeAttachment", true),
    ];

    private static ResourceType Namespaced(
        string group, string plural, string singular, string kind, bool hasStatus, params ImmutableArray<string> shortNames) =>
        new(group, "v1", plural, singular, kind, IsNamespaced: true, shortNames, hasStatus);

    private static ResourceType Cluster(
        string group, string plural, string singular, string kind, bool hasStatus, params ImmutableArray<string> shortNames) =>
        new(group, "v1", plural, singular, kind, IsNamespaced: false, shortNames, hasStatus);
}
