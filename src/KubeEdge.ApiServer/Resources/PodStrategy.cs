using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Pods: the defaults and the life cycle that nodes rely on, but no checks of the spec.</summary>
internal sealed class PodStrategy(ResourceType type) : ResourceStrategy(type)
{
    private const long DefaultGraceSeconds = 30;

    protected override bool StatusCarriesMetadata => true;

    public override void PrepareForCreate(JsonObject value)
    {
        PodDefaults.Apply(value);
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodDefaults.QualityOf(value) };
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        PodDefaults.Apply(value);
        base.PrepareForUpdate(value, old);
    }

    /// <summary>A pod that a node may be running stays until the node reports that it has stopped, by deleting it without grace.</summary>
    public override TimeSpan GraceOf(JsonObject value, long? requestedSeconds)
    {
        if (Text(value, "spec", "nodeName").Length == 0 || Text(value, "status", "phase") is "Succeeded" or "Failed")
        {
            return TimeSpan.Zero;
        }

        var seconds = requestedSeconds ?? Number(value, "terminationGracePeriodSeconds") ?? DefaultGraceSeconds;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue));
    }

    private static string Text(JsonObject value, string section, string name) =>
        value[section] is JsonObject members && members[name] is JsonValue text && text.TryGetValue<string>(out var found) ? found : string.Empty;

    private static long? Number(JsonObject value, string name) =>
        value["spec"] is JsonObject spec && spec[name] is JsonValue number && number.TryGetValue<long>(out var found) ? found : null;
}
