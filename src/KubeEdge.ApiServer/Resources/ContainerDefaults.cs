using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The fields of ports, probes, variables and volumes that Kubernetes fills in when they are left out.</summary>
internal static class ContainerDefaults
{
    /// <summary>Readable by everybody, writable by the owner.</summary>
    private const int FileMode = 420;

    private static readonly string[] _probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] _filled = ["secret", "configMap", "downwardAPI", "projected"];

    public static void Apply(JsonObject container)
    {
        foreach (var port in JsonField.Items(container, "ports").OfType<JsonObject>())
        {
            port["protocol"] ??= "TCP";
        }

        foreach (var variable in JsonField.Items(container, "env"))
        {
            if (variable is JsonObject && variable["valueFrom"]?["fieldRef"] is JsonObject reference)
            {
                reference["apiVersion"] ??= "v1";
            }
        }

        foreach (var probe in _probes.Select(name => container[name]).OfType<JsonObject>())
        {
            probe["timeoutSeconds"] ??= 1;
            probe["periodSeconds"] ??= 10;
            probe["successThreshold"] ??= 1;
            probe["failureThreshold"] ??= 3;
            if (probe["httpGet"] is JsonObject request)
            {
                request["path"] ??= "/";
                request["scheme"] ??= "HTTP";
            }
        }

        if (container["resources"] is JsonObject resources && resources["limits"] is JsonObject limits)
        {
            ApplyLimits(resources, limits);
        }
    }

    public static void ApplyToVolume(JsonObject volume)
    {
        foreach (var source in _filled.Select(name => volume[name]).OfType<JsonObject>())
        {
            source["defaultMode"] ??= FileMode;
        }

        if (volume["hostPath"] is JsonObject path)
        {
            path["type"] ??= string.Empty;
        }
    }

    /// <summary>Who names a limit and no request asks for the limit.</summary>
    private static void ApplyLimits(JsonObject resources, JsonObject limits)
    {
        if (resources["requests"] is not JsonObject requests)
        {
            resources["requests"] = requests = [];
        }

        foreach (var (name, limit) in limits)
        {
            requests[name] ??= limit?.DeepClone();
        }
    }
}
