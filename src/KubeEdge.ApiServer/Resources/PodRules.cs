using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;

namespace KubeEdge.ApiServer.Resources;

/// <summary>The mistakes in pods that people make by hand, with Kubernetes' messages. A node finds the others.</summary>
internal static class PodRules
{
    private const string PullPolicies = "\"Always\", \"IfNotPresent\", \"Never\"";
    private const int LastPort = 65535;
    private static readonly string[] _lists = ["initContainers", "containers"];
    private static readonly string[] _measured = ["cpu", "memory"];

    public static void Check(JsonObject pod, FieldErrors errors)
    {
        var spec = pod["spec"] as JsonObject ?? [];
        if (!JsonField.Items(spec, "containers").Any())
        {
            errors.Required("spec.containers");
        }

        if (JsonField.Text(spec, "restartPolicy") is { Length: > 0 } policy && policy is not ("Always" or "OnFailure" or "Never"))
        {
            errors.NotSupported("spec.restartPolicy", policy, "\"Always\", \"OnFailure\", \"Never\"");
        }

        var volumes = JsonField.Items(spec, "volumes").Select(volume => JsonField.Text(volume, "name")).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in _lists)
        {
            var index = 0;
            foreach (var container in JsonField.Items(spec, list))
            {
                CheckContainer(container, $"spec.{list}[{index++}]", names, volumes, errors);
            }
        }
    }

    /// <summary>A running pod's containers stay as they are, but for their images.</summary>
    public static void CheckUpdate(JsonObject pod, JsonObject old, FieldErrors errors)
    {
        foreach (var list in _lists)
        {
            if (JsonField.Items(pod["spec"], list).Count() != JsonField.Items(old["spec"], list).Count())
            {
                errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
                return;
            }
        }

        if (!JsonNode.DeepEquals(Fixed(pod), Fixed(old)))
        {
            errors.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, "
                + "`spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations) or "
                + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n");
        }
    }

    private static void CheckContainer(JsonNode? container, string path, HashSet<string> names, HashSet<string> volumes, FieldErrors errors)
    {
        var name = JsonField.Text(container, "name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }
        else
        {
            ObjectNames.Check(NameRule.Label, $"{path}.name", name, isPrefix: false, errors);
            if (!names.Add(name))
            {
                errors.Add("FieldValueDuplicate", $"{path}.name", $"Duplicate value: {Responses.GoText.Quote(name)}");
            }
        }

        if (JsonField.Text(container, "image").Length == 0)
        {
            errors.Required($"{path}.image");
        }

        if (JsonField.Text(container, "imagePullPolicy") is { Length: > 0 } policy && policy is not ("Always" or "IfNotPresent" or "Never"))
        {
            errors.NotSupported($"{path}.imagePullPolicy", policy, PullPolicies);
        }

        CheckLists(container, path, volumes, errors);
        CheckResources(container, $"{path}.resources.requests", errors);
    }

    private static void CheckLists(JsonNode? container, string path, HashSet<string> volumes, FieldErrors errors)
    {
        var index = 0;
        foreach (var port in JsonField.Items(container, "ports"))
        {
            var number = JsonField.Number(port, "containerPort");
            if (number is < 1 or > LastPort)
            {
                errors.Invalid($"{path}.ports[{index}].containerPort", number, "must be between 1 and 65535, inclusive");
            }

            index++;
        }

        index = 0;
        foreach (var mount in JsonField.Items(container, "volumeMounts"))
        {
            var name = JsonField.Text(mount, "name");
            if (!volumes.Contains(name))
            {
                errors.Add("FieldValueNotFound", $"{path}.volumeMounts[{index}].name", $"Not found: {Responses.GoText.Quote(name)}");
            }

            index++;
        }
    }

    private static void CheckResources(JsonNode? container, string path, FieldErrors errors)
    {
        foreach (var name in _measured)
        {
            var request = JsonField.Text(container, "resources", "requests", name);
            var limit = JsonField.Text(container, "resources", "limits", name);
            if (Quantities.TryParse(request, out var asked) && Quantities.TryParse(limit, out var most) && asked > most)
            {
                errors.Invalid(path, request, $"must be less than or equal to {name} limit");
            }
        }
    }

    /// <summary>What may not change: the spec without the members that may.</summary>
    private static JsonObject Fixed(JsonObject pod)
    {
        // An older server may have stored a pod without some of the defaults.
        var copy = (JsonObject)pod.DeepClone();
        PodDefaults.Apply(copy);
        var spec = copy["spec"] as JsonObject ?? [];
        foreach (var name in (string[])["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName", "ephemeralContainers"])
        {
            spec.Remove(name);
        }

        foreach (var container in _lists.SelectMany(list => JsonField.Items(spec, list)).OfType<JsonObject>())
        {
            container.Remove("image");
            container.Remove("imagePullPolicy");
        }

        return spec;
    }
}
