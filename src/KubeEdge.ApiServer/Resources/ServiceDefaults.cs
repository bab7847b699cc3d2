using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The fields of a service that Kubernetes fills in when they are left out.</summary>
internal static class ServiceDefaults
{
    public const string NoAddress = "None";
    private const string ExternalName = "ExternalName";

    /// <summary>Whether the service gets an address of the cluster.</summary>
    public static bool WantsAddress(JsonObject service) =>
        JsonField.Text(service, "spec", "type") != ExternalName && JsonField.Text(service, "spec", "clusterIP").Length == 0;

    public static void Apply(JsonObject service)
    {
        if (service["spec"] is not JsonObject spec)
        {
            return;
        }

        spec["type"] ??= "ClusterIP";
        spec["sessionAffinity"] ??= "None";
        foreach (var port in JsonField.Items(spec, "ports").OfType<JsonObject>())
        {
            port["protocol"] ??= "TCP";
            if (JsonField.Text(spec, "clusterIP") != NoAddress || port["targetPort"] is null)
            {
                port["targetPort"] ??= port["port"]?.DeepClone();
            }
        }

        if (JsonField.Text(spec, "type") == ExternalName)
        {
            return;
        }

        spec["internalTrafficPolicy"] ??= "Cluster";
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        spec["ipFamilyPolicy"] ??= "SingleStack";
        if (JsonField.Text(spec, "clusterIP") is { Length: > 0 } address)
        {
            spec["clusterIPs"] ??= new JsonArray(address);
        }

        if (JsonField.Text(spec, "type") is "NodePort" or "LoadBalancer")
        {
            spec["externalTrafficPolicy"] ??= "Cluster";
        }

        if (JsonField.Text(spec, "type") == "LoadBalancer")
        {
            spec["allocateLoadBalancerNodePorts"] ??= true;
        }
    }
}
