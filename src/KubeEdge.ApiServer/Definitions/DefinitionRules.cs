using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>What a definition must be like, with Kubernetes' messages.</summary>
internal static class DefinitionRules
{
    private const string SimplePath = "must be a simple json path starting with .";

    public static void Check(JsonObject value, FieldErrors errors)
    {
        var spec = value["spec"] as JsonObject ?? [];
        var group = JsonField.Text(spec, "group");
        var plural = JsonField.Text(spec, "names", "plural");
        var name = ObjectMeta.Name(value);
        if (name != $"{plural}.{group}")
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        CheckGroup(group, errors);
        CheckScope(JsonField.Text(spec, "scope"), errors);
        CheckVersions(spec, errors);
        CheckNames(spec["names"] as JsonObject ?? [], errors);
    }

    private static void CheckGroup(string group, FieldErrors errors)
    {
        if (group.Length == 0)
        {
            errors.Required("spec.group");
        }
        else
        {
            ObjectNames.Check(NameRule.Subdomain, "spec.group", group, isPrefix: false, errors);
        }
    }

    private static void CheckScope(string scope, FieldErrors errors)
    {
        if (scope.Length == 0)
        {
            errors.Required("spec.scope");
        }
        else if (scope is not ("Cluster" or "Namespaced"))
        {
            errors.NotSupported("spec.scope", scope, "\"Cluster\", \"Namespaced\"");
        }
    }

    private static void CheckNames(JsonObject names, FieldErrors errors)
    {
        foreach (var field in (string[])["plural", "singular", "kind", "listKind"])
        {
            var name = JsonField.Text(names, field);
            if (name.Length == 0)
            {
                errors.Required($"spec.names.{field}");
            }
            else if (ObjectNames.ServiceLabelProblem(field is "kind" or "listKind" ? name.ToLowerInvariant() : name) is { } problem)
            {
                errors.Invalid(
                    $"spec.names.{field}",
                    name,
                    field is "kind" or "listKind" ? $"may have mixed case, but should otherwise match: {problem}" : problem);
            }
        }
    }

    private static void CheckVersions(JsonObject spec, FieldErrors errors)
    {
        var versions = JsonField.Items(spec, "versions").OfType<JsonObject>().ToArray();
        for (var index = 0; index < versions.Length; index++)
        {
            var name = JsonField.Text(versions[index], "name");
            if (ObjectNames.ServiceLabelProblem(name) is { } problem)
            {
                errors.Invalid($"spec.versions[{index}].name", name, problem);
                if (versions.Length == 1)
                {
                    errors.Invalid("spec.version", name, problem);
                }
            }

            // With one version, what it says stands for the whole definition and is named so.
            CheckVersion(versions[index], versions.Length == 1 ? "spec" : $"spec.versions[{index}]", versions.Length == 1, errors);
        }

        if (versions.Count(version => JsonField.Flag(version, "storage")) != 1)
        {
            errors.Add(
                "FieldValueInvalid", "spec.versions", $"Invalid value: {DefinitionText.Versions(spec)}: must have exactly one version marked as storage version");
            errors.Add("FieldValueInvalid", "status.storedVersions", "Invalid value: []string(nil): must have at least one stored version");
        }
    }

    private static void CheckVersion(JsonObject version, string path, bool isOnly, FieldErrors errors)
    {
        if (version["schema"]?["openAPIV3Schema"] is JsonObject schema)
        {
            var root = isOnly ? $"{path}.validation.openAPIV3Schema" : $"{path}.schema.openAPIV3Schema";
            SchemaRules.Check(schema, root, isRoot: true, errors);
        }

        if (version["subresources"]?["scale"] is JsonObject scale)
        {
            foreach (var field in (string[])["specReplicasPath", "statusReplicasPath", "labelSelectorPath"])
            {
                var text = JsonField.Text(scale, field);
                if (text.Length > 0 && text[0] != '.')
                {
                    errors.Invalid($"{path}.subresources.scale.{field}", text, SimplePath);
                }
            }
        }

        var column = 0;
        foreach (var printed in JsonField.Items(version, "additionalPrinterColumns"))
        {
            var text = JsonField.Text(printed, "jsonPath");
            if (!text.StartsWith('.'))
            {
                errors.Invalid($"{path}.additionalPrinterColumns[{column}].JSONPath", text, SimplePath);
            }

            column++;
        }
    }
}
