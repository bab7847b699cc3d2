using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Endpoints: a port without a protocol is one of TCP.</summary>
internal sealed class EndpointsStrategy(ResourceType type) : ResourceStrategy(type)
{
    public override void PrepareForCreate(JsonObject value)
    {
        base.PrepareForCreate(value);
        Complete(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForUpdate(value, old);
        Complete(value);
    }

    private static void Complete(JsonObject value)
    {
        foreach (var subset in JsonField.Items(value, "subsets"))
        {
            foreach (var port in JsonField.Items(subset, "ports").OfType<JsonObject>())
            {
                port["protocol"] ??= "TCP";
            }
        }
    }
}
