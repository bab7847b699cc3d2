using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.NodeAgent.Nodes;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>What the cloud is told about pods.</summary>
internal static class PodDocuments
{
    /// <summary>Why a pod does not start on a node without containers.</summary>
    public const string NoContainerRuntime = "NoContainerRuntime";

    private const string Component = "kubeedge-nodeagent";
    private const int HashBytes = 8;

    public static PodPlan PlanFor(KubeObject pod, string node)
    {
        if (pod.GetField("spec.nodeName") != node)
        {
            return PodPlan.Nothing;
        }

        if (pod.IsDeleting)
        {
            return PodPlan.Confirm;
        }

        return pod.GetField("status.phase") is "Succeeded" or "Failed" ? PodPlan.Nothing : PodPlan.Explain;
    }

    public static string MessageFor(string node) => $"node {node} has no container runtime";

    /// <summary>The patch that leaves a pod Pending, with the reason.</summary>
    public static JsonObject Status(KubeObject pod, string node, DateTimeOffset now)
    {
        var message = MessageFor(node);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Uid },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    Condition("Ready", "False", now, NoContainerRuntime, message),
                    Condition("ContainersReady", "False", now, NoContainerRuntime, message),
                    Condition("PodScheduled", "True", now)),
                ["message"] = message,
                ["phase"] = "Pending",
                ["reason"] = NoContainerRuntime,
            },
        };
    }

    /// <summary>The options that delete a pod for good, and only this one of its name.</summary>
    public static JsonObject Confirmation(KubeObject pod) => new()
    {
        ["gracePeriodSeconds"] = 0,
        ["preconditions"] = new JsonObject { ["uid"] = pod.Uid },
    };

    /// <summary>The event. Its name follows from what it is about, so that sending it twice makes one event.</summary>
    public static JsonObject Event(KubeObject pod, string node, DateTimeOffset now) => new()
    {
        ["kind"] = "Event",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = EventName(pod, node),
            ["namespace"] = pod.Namespace,
            ["creationTimestamp"] = null,
        },
        ["involvedObject"] = new JsonObject
        {
            ["kind"] = "Pod",
            ["namespace"] = pod.Namespace,
            ["name"] = pod.Name,
            ["uid"] = pod.Uid,
            ["apiVersion"] = "v1",
            ["resourceVersion"] = pod.ResourceVersion,
        },
        ["reason"] = NoContainerRuntime,
        ["message"] = MessageFor(node),
        ["source"] = new JsonObject { ["component"] = Component, ["host"] = node },
        ["firstTimestamp"] = KubeTime.Seconds(now),
        ["lastTimestamp"] = KubeTime.Seconds(now),
        ["count"] = 1,
        ["type"] = "Warning",
        ["eventTime"] = null,
        ["reportingComponent"] = Component,
        ["reportingInstance"] = node,
    };

    public static string EventName(KubeObject pod, string node)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{pod.Uid}\n{node}\n{NoContainerRuntime}"));
        return $"{pod.Name}.{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}";
    }

    private static JsonObject Condition(string type, string status, DateTimeOffset now, string? reason = null, string? message = null)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = KubeTime.Seconds(now),
        };
        if (reason is not null)
        {
            condition["reason"] = reason;
            condition["message"] = message;
        }

        return condition;
    }
}
