using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Endpoints: a port without a protocol is one of TCP.</summary>
internal sealed class EndpointsStrategy(ResourceType type) : ResourceStrategy(type)
{
    protected override void Complete(JsonObject value)
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
