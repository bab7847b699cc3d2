using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Services: the defaults that proxies and people rely on. Addresses and ports are given out before.</summary>
internal sealed class ServiceStrategy(ResourceType type) : ResourceStrategy(type)
{
    private static readonly string[] _kept = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

    public override NameRule NameRule => NameRule.ServiceLabel;

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        if (value["spec"] is JsonObject spec && old["spec"] is JsonObject former && JsonField.Text(spec, "type") != "ExternalName")
        {
            // Who replaces a service without naming its address means the one that it has.
            foreach (var name in _kept.Where(name => spec[name] is null))
            {
                ObjectMeta.Copy(former, spec, name);
            }
        }

        base.PrepareForUpdate(value, old);
    }

    protected override void Complete(JsonObject value) => ServiceDefaults.Apply(value);
}
