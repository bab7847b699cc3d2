using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The fields of a pod's spec that nodes read and that Kubernetes fills in when they are left out.</summary>
internal static class PodDefaults
{
    private const int GraceSeconds = 30;
    private const int TolerationSeconds = 300;
    private static readonly string[] _containerLists = ["initContainers", "containers"];
    private static readonly string[] _measured = ["cpu", "memory"];

    public static void Apply(JsonObject pod)
    {
        if (pod["spec"] is not JsonObject spec)
        {
            return;
        }

        Default(spec, "restartPolicy", "Always");
        Default(spec, "terminationGracePeriodSeconds", GraceSeconds);
        Default(spec, "dnsPolicy", "ClusterFirst");
        if (JsonField.Text(spec, "serviceAccount") is { Length: > 0 } old)
        {
            Default(spec, "serviceAccountName", old);
        }
        else if (JsonField.Text(spec, "serviceAccountName") is { Length: > 0 } account)
        {
            Default(spec, "serviceAccount", account);
        }

        Default(spec, "securityContext", new JsonObject());
        Default(spec, "priority", 0);
        Default(spec, "preemptionPolicy", "PreemptLowerPriority");
        Default(spec, "schedulerName", "default-scheduler");
        Default(spec, "enableServiceLinks", true);
        foreach (var container in Containers(spec))
        {
            Default(container, "imagePullPolicy", PullPolicy(JsonField.Text(container, "image")));
            Default(container, "terminationMessagePath", "/dev/termination-log");
            Default(container, "terminationMessagePolicy", "File");
            Default(container, "resources", new JsonObject());
            ContainerDefaults.Apply(container);
        }

        foreach (var volume in JsonField.Items(spec, "volumes").OfType<JsonObject>())
        {
            ContainerDefaults.ApplyToVolume(volume);
        }
    }

    /// <summary>Pods run as somebody: the default account of their namespace, where there is one.</summary>
    public static void ApplyAccount(JsonObject pod)
    {
        if (pod["spec"] is JsonObject spec)
        {
            Default(spec, "serviceAccountName", "default");
            Default(spec, "serviceAccount", JsonField.Text(spec, "serviceAccountName"));
        }
    }

    /// <summary>How long a pod stays on a node that is not ready or not heard of, unless the pod says so itself.</summary>
    public static void ApplyTolerations(JsonObject pod)
    {
        if (pod["spec"] is not JsonObject spec)
        {
            return;
        }

        foreach (var key in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (JsonField.Items(spec, "tolerations").Any(toleration => Tolerates(toleration, key)))
            {
                continue;
            }

            if (spec["tolerations"] is not JsonArray tolerations)
            {
                spec["tolerations"] = tolerations = [];
            }

            tolerations.Add((JsonNode)new JsonObject
            {
                ["effect"] = "NoExecute",
                ["key"] = key,
                ["operator"] = "Exists",
                ["tolerationSeconds"] = TolerationSeconds,
            });
        }
    }

    /// <summary>The class of service, which follows from the resources that the containers ask for.</summary>
    public static string QualityOf(JsonObject pod)
    {
        var asksForAny = false;
        var isGuaranteed = true;
        foreach (var container in Containers(pod["spec"] as JsonObject ?? []))
        {
            foreach (var resource in _measured)
            {
                var limit = JsonField.Text(container, "resources", "limits", resource);
                var request = JsonField.Text(container, "resources", "requests", resource);
                asksForAny |= limit.Length > 0 || request.Length > 0;
                isGuaranteed &= limit.Length > 0 && (request.Length == 0 || request == limit);
            }
        }

        return !asksForAny ? "BestEffort" : isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        _containerLists.SelectMany(list => JsonField.Items(spec, list)).OfType<JsonObject>();

    private static bool Tolerates(JsonNode? toleration, string key) =>
        JsonField.Text(toleration, "key") is var own && (own == key || own.Length == 0)
        && JsonField.Text(toleration, "effect") is "" or "NoExecute";

    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var isFixed = name.Contains('@', StringComparison.Ordinal)
            || (name.Contains(':', StringComparison.Ordinal) && !name.EndsWith(":latest", StringComparison.Ordinal));
        return isFixed ? "IfNotPresent" : "Always";
    }

    private static void Default(JsonObject value, string name, JsonNode fallback)
    {
        if (value[name] is null)
        {
            value[name] = fallback;
        }
    }
}
