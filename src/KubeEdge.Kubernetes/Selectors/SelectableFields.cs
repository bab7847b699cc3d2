using System.Collections.Frozen;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>Which fields a resource can be selected by, beyond <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<string, string[]> _fields = new Dictionary<string, string[]>
    {
        ["pods"] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.nominatedNodeName",
        ],
        ["nodes"] = ["spec.unschedulable"],
        ["namespaces"] = ["status.phase"],
        ["secrets"] = ["type"],
        ["services"] = ["spec.clusterIP", "spec.type"],
        ["replicationcontrollers"] = ["status.replicas"],
        ["replicasets.apps"] = ["status.replicas"],
        ["jobs.batch"] = ["status.successful"],
        ["certificatesigningrequests.certificates.k8s.io"] = ["spec.signerName"],
        ["events"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
            "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
            "reason", "reportingComponent", "source", "type",
        ],
        ["events.events.k8s.io"] =
        [
            "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
            "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null when the field can be selected by, else Kubernetes' message.</summary>
    public static string? Problem(ResourceType type, string path)
    {
        if (path is "metadata.name" or "metadata.namespace")
        {
            return null;
        }

        if (_fields.TryGetValue(type.QualifiedName, out var known))
        {
            return known.Contains(path, StringComparer.Ordinal) ? null : $"field label not supported: {path}";
        }

        // Custom resources and resources with fields of their own word it differently from the rest.
        return type.IsCustom
            ? $"field label not supported: {path}"
            : $"\"{path}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    }
}
