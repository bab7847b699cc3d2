using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Pods: the defaults and the life cycle that nodes rely on, and checks against common mistakes.</summary>
internal sealed class PodStrategy(ResourceType type, bool hasAccounts) : ResourceStrategy(type)
{
    private const long DefaultGraceSeconds = 30;
    private static readonly string[] _kept = ["serviceAccountName", "serviceAccount", "tolerations"];

    protected override bool StatusCarriesMetadata => true;

    public override void PrepareForCreate(JsonObject value)
    {
        PodDefaults.Apply(value);
        if (hasAccounts)
        {
            PodDefaults.ApplyAccount(value);
        }

        PodDefaults.ApplyTolerations(value);
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodDefaults.QualityOf(value) };
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        PodDefaults.Apply(value);
        if (value["spec"] is JsonObject spec && old["spec"] is JsonObject former)
        {
            // What was filled in at the creation, and whoever replaces the pod may not know of.
            foreach (var name in _kept.Where(name => spec[name] is null))
            {
                ObjectMeta.Copy(former, spec, name);
            }
        }

        base.PrepareForUpdate(value, old);
    }

    public override void Validate(JsonObject value, FieldErrors errors) => PodRules.Check(value, errors);

    public override void ValidateUpdate(JsonObject value, JsonObject old, FieldErrors errors) => PodRules.CheckUpdate(value, old, errors);

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
