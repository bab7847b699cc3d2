using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Validation;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Checks an object against the schema of its definition, with Kubernetes' messages.</summary>
internal static class SchemaValidator
{
    /// <summary>Adds what is wrong with a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">What it may be.</param>
    /// <param name="path">Where it is; empty at the root.</param>
    /// <param name="errors">Collects.</param>
    /// <param name="shownPath">The path inside the messages, when it is another.</param>
    public static void Check(JsonNode? value, SchemaNode schema, string path, FieldErrors errors, string? shownPath = null)
    {
        shownPath ??= path;
        if (!HasType(value, schema))
        {
            if (value is not null || !schema.IsNullable)
            {
                var kind = KindOf(value);
                errors.Invalid(path, kind, $"{shownPath} in body must be of type {TypeText(schema)}: {GoText.Quote(kind)}");
            }

            return;
        }

        if (schema.Enum is { } allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
        {
            errors.NotSupported(path, TextOf(value), string.Join(", ", allowed.Select(item => GoText.Quote(TextOf(item)))));
        }

        switch (value)
        {
            case JsonObject members:
                CheckMembers(members, schema, path, errors);
                break;
            case JsonArray list:
                CheckItems(list, schema, path, shownPath, errors);
                break;
            case JsonValue when value.GetValueKind() is JsonValueKind.String:
                CheckText(value.GetValue<string>(), schema, path, shownPath, errors);
                break;
            case JsonValue when value.GetValueKind() is JsonValueKind.Number:
                CheckNumber(NumberOf(value), value.ToJsonString(), schema, path, shownPath, errors);
                break;
        }
    }

    private static void CheckMembers(JsonObject members, SchemaNode schema, string path, FieldErrors errors)
    {
        foreach (var name in schema.Required)
        {
            if (!members.ContainsKey(name))
            {
                errors.Required(Join(path, name));
            }
        }

        foreach (var (name, member) in members)
        {
            if ((schema.Properties.GetValueOrDefault(name) ?? schema.Additional) is { } known)
            {
                Check(member, known, Join(path, name), errors);
            }
        }
    }

    private static void CheckItems(JsonArray list, SchemaNode schema, string path, string shownPath, FieldErrors errors)
    {
        if (schema.MaxItems is { } most && list.Count > most)
        {
            errors.Add("FieldValueTooMany", path, string.Create(CultureInfo.InvariantCulture, $"Too many: {list.Count}: must have at most {most} items"));
        }

        if (schema.MinItems is { } fewest && list.Count < fewest)
        {
            errors.Add(
                "FieldValueInvalid",
                path,
                string.Create(CultureInfo.InvariantCulture, $"Invalid value: {list.Count}: {shownPath} in body should have at least {fewest} items"));
        }

        if (schema.Items is { } items)
        {
            for (var index = 0; index < list.Count; index++)
            {
                Check(list[index], items, $"{path}[{index}]", errors);
            }
        }

        CheckDuplicates(list, schema, path, errors);
    }

    /// <summary>Lists that are sets or maps have each key once.</summary>
    private static void CheckDuplicates(JsonArray list, SchemaNode schema, string path, FieldErrors errors)
    {
        if (schema.ListType is not ("map" or "set"))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var key = schema.ListType == "set" || list[index] is not JsonObject members ? list[index] : KeyOf(members, schema);
            if (!seen.Add(key?.ToJsonString() ?? "null"))
            {
                errors.Add("FieldValueDuplicate", $"{path}[{index}]", $"Duplicate value: {GoText.Syntax(key)}");
            }
        }
    }

    private static JsonObject KeyOf(JsonObject item, SchemaNode schema)
    {
        var key = new JsonObject();
        foreach (var name in schema.ListKeys)
        {
            if (item[name] is { } value)
            {
                key[name] = value.DeepClone();
            }
        }

        return key;
    }

    private static void CheckText(string text, SchemaNode schema, string path, string shownPath, FieldErrors errors)
    {
        // The length in characters, as Go counts them.
        var length = text.EnumerateRunes().Count();
        if (schema.MaxLength is { } longest && length > longest)
        {
            errors.Add("FieldValueTooLong", path, string.Create(CultureInfo.InvariantCulture, $"Too long: may not be longer than {longest}"));
        }

        if (schema.MinLength is { } shortest && length < shortest)
        {
            errors.Invalid(path, text, string.Create(CultureInfo.InvariantCulture, $"{shownPath} in body should be at least {shortest} chars long"));
        }

        // One message for a text is enough where the length is already wrong, as in Kubernetes.
        if (schema.Pattern is { } pattern && schema.MaxLength is var limit && (limit is null || length <= limit) && !Matches(pattern, text))
        {
            errors.Invalid(path, text, $"{shownPath} in body should match '{schema.PatternText}'");
        }

        if (!SchemaFormats.Fits(schema.Format, text))
        {
            errors.Invalid(path, text, $"{shownPath} in body must be of type {schema.Format}: {GoText.Quote(text)}");
        }
    }

    private static void CheckNumber(double number, string shown, SchemaNode schema, string path, string shownPath, FieldErrors errors)
    {
        if (schema.Minimum is { } minimum && (number < minimum || (schema.IsMinimumExclusive && number == minimum)))
        {
            Refuse(schema.IsMinimumExclusive ? "greater than" : "greater than or equal to", minimum);
        }

        if (schema.Maximum is { } maximum && (number > maximum || (schema.IsMaximumExclusive && number == maximum)))
        {
            Refuse(schema.IsMaximumExclusive ? "less than" : "less than or equal to", maximum);
        }

        void Refuse(string relation, double limit) => errors.Add(
            "FieldValueInvalid",
            path,
            string.Create(CultureInfo.InvariantCulture, $"Invalid value: {shown}: {shownPath} in body should be {relation} {limit}"));
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool HasType(JsonNode? value, SchemaNode schema)
    {
        var kind = KindOf(value);
        if (schema.IsIntOrString)
        {
            return kind is "integer" or "string";
        }

        return schema.Type.Length == 0 || kind == schema.Type || (kind == "integer" && schema.Type == "number");
    }

    private static string TypeText(SchemaNode schema) => schema.IsIntOrString ? "integer,string" : schema.Type;

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => NumberOf(value) is var number && Math.Floor(number) == number ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    /// <summary>By its text, since a number that was computed here and one that was read are held differently.</summary>
    private static double NumberOf(JsonNode value) => double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string TextOf(JsonNode? value) =>
        value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? "null";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
