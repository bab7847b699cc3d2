using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Takes out what a schema does not know, and fills in what it has a default for.</summary>
internal static class SchemaPruner
{
    private static readonly string[] _rootMembers = ["apiVersion", "kind", "metadata"];

    /// <summary>Prunes a whole object and notes the paths of what was taken out.</summary>
    public static void Prune(JsonObject root, SchemaNode schema, List<string> unknown) => PruneObject(root, schema, string.Empty, true, unknown);

    /// <summary>Fills in the defaults; null counts as absent where it is not allowed.</summary>
    public static void Complete(JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, property) in schema.Properties)
                {
                    CompleteProperty(members, name, property);
                }

                foreach (var (name, member) in members)
                {
                    if (schema.Additional is { } additional && !schema.Properties.ContainsKey(name))
                    {
                        Complete(member, additional);
                    }
                }

                break;
            case JsonArray list when schema.Items is { } items:
                foreach (var item in list)
                {
                    Complete(item, items);
                }

                break;
        }
    }

    private static void CompleteProperty(JsonObject members, string name, SchemaNode property)
    {
        var isThere = members.TryGetPropertyValue(name, out var member);
        if (member is null && property.Default is { } fallback && !(isThere && property.IsNullable))
        {
            members[name] = member = fallback.DeepClone();
        }

        Complete(member, property);
    }

    private static void PruneObject(JsonObject value, SchemaNode schema, string path, bool isRoot, List<string> unknown)
    {
        foreach (var (name, member) in value.ToArray())
        {
            if (isRoot && _rootMembers.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            var memberPath = path.Length == 0 ? name : $"{path}.{name}";
            if ((schema.Properties.GetValueOrDefault(name) ?? schema.Additional) is { } known)
            {
                PruneValue(member, known, memberPath, unknown);
            }
            else if (!schema.IsOpen)
            {
                unknown.Add(memberPath);
                value.Remove(name);
            }
        }
    }

    private static void PruneValue(JsonNode? value, SchemaNode schema, string path, List<string> unknown)
    {
        switch (value)
        {
            case JsonObject members:
                PruneObject(members, schema, path, schema.IsEmbedded, unknown);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var index = 0; index < list.Count; index++)
                {
                    PruneValue(list[index], items, $"{path}[{index}]", unknown);
                }

                break;
        }
    }
}
