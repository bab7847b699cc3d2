using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The fields of a pod's spec that nodes read and that Kubernetes fills in when they are left out.</summary>
internal static class PodDefaults
{
    private const int GraceSeconds = 30;
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
        Default(spec, "serviceAccountName", JsonField.Text(spec, "serviceAccount") is { Length: > 0 } old ? old : "default");
        Default(spec, "serviceAccount", JsonField.Text(spec, "serviceAccountName"));
        Default(spec, "schedulerName", "default-scheduler");
        Default(spec, "enableServiceLinks", true);
        foreach (var container in Containers(spec))
        {
            Default(container, "imagePullPolicy", PullPolicy(JsonField.Text(container, "image")));
            Default(container, "terminationMessagePath", "/dev/termination-log");
            Default(container, "terminationMessagePolicy", "File");
            Default(container, "resources", new JsonObject());
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
