using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Validation;

/// <summary>The rules that the metadata of every object keeps.</summary>
internal static class MetadataRules
{
    private const int LargestAnnotations = 256 * 1024;
    private static readonly string[] _standardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    public static void Check(ResourceType type, NameRule rule, JsonObject value, FieldErrors errors)
    {
        var generateName = ObjectMeta.Text(value, "generateName");
        if (generateName.Length > 0)
        {
            ObjectNames.Check(rule, "metadata.generateName", generateName, isPrefix: true, errors);
        }

        var name = ObjectMeta.Name(value);
        if (name.Length == 0)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else
        {
            ObjectNames.Check(rule, "metadata.name", name, isPrefix: false, errors);
        }

        if (type.IsNamespaced)
        {
            ObjectNames.Check(NameRule.Label, "metadata.namespace", ObjectMeta.Text(value, "namespace"), isPrefix: false, errors);
        }

        CheckLabels(value, errors);
        CheckAnnotations(value, errors);
        OwnerRules.Check(value, errors);
        CheckFinalizers(type, value, errors);
    }

    /// <summary>What a change may not do. Uid, name and times are put back before and need no check.</summary>
    public static void CheckUpdate(JsonObject value, JsonObject old, FieldErrors errors)
    {
        if (!ObjectMeta.IsDeleting(old))
        {
            return;
        }

        var added = ObjectMeta.Finalizers(value).Except(ObjectMeta.Finalizers(old), StringComparer.Ordinal).ToArray();
        if (added.Length > 0)
        {
            var names = string.Join(", ", added.Select(Responses.GoText.Quote));
            errors.Forbidden(
                "metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{names}}}");
        }
    }

    private static void CheckLabels(JsonObject value, FieldErrors errors)
    {
        foreach (var (key, text) in Map(value, "labels"))
        {
            QualifiedNames.CheckKey("metadata.labels", key, errors);
            QualifiedNames.CheckLabelValue("metadata.labels", text, errors);
        }
    }

    private static void CheckAnnotations(JsonObject value, FieldErrors errors)
    {
        var size = 0L;
        foreach (var (key, text) in Map(value, "annotations"))
        {
            QualifiedNames.CheckAnnotationKey("metadata.annotations", key, errors);
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(text);
        }

        if (size > LargestAnnotations)
        {
            errors.TooLong("metadata.annotations", LargestAnnotations);
        }
    }

    private static void CheckFinalizers(ResourceType type, JsonObject value, FieldErrors errors)
    {
        foreach (var finalizer in ObjectMeta.Finalizers(value))
        {
            QualifiedNames.CheckKey("metadata.finalizers", finalizer, errors);
            if (type.Group.Length == 0
                && !finalizer.Contains('/', StringComparison.Ordinal)
                && !_standardFinalizers.Contains(finalizer, StringComparer.Ordinal))
            {
                errors.Invalid("metadata.finalizers", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> Map(JsonObject value, string name)
    {
        if (value["metadata"]?[name] is not JsonObject map)
        {
            yield break;
        }

        foreach (var (key, item) in map)
        {
            yield return (key, item?.GetValue<string>() ?? string.Empty);
        }
    }
}
