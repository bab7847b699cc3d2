using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Protobuf;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Schemas;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Turns request bodies into objects of the type that the path names.</summary>
internal static class ObjectDecoder
{
    private const int ShownBytes = 30;

    /// <summary>Reads a body that must be a whole object.</summary>
    /// <param name="type">What it must be.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="isProtobuf">Whether they are in the binary form; JSON otherwise.</param>
    /// <param name="validation">What is done about unknown fields.</param>
    /// <param name="value">The object.</param>
    /// <param name="warnings">For the answer.</param>
    /// <param name="error">The answer when there is no object.</param>
    public static bool TryDecode(
        ResourceType type,
        ReadOnlyMemory<byte> body,
        bool isProtobuf,
        FieldValidation validation,
        [NotNullWhen(true)] out JsonObject? value,
        out IReadOnlyList<string> warnings,
        [NotNullWhen(false)] out KubeStatus? error)
    {
        warnings = [];
        value = null;
        string? problem;
        JsonObject? found;
        if (isProtobuf)
        {
            if (!ProtobufEnvelope.TryRead(body.Span, type.ApiVersion, type.Kind, out found, out problem))
            {
                error = KubeStatus.BadRequest($"the object provided is unrecognized (must be of type {type.Kind}): {problem}");
                return false;
            }
        }
        else if (!TryParse(type, body, out found, out error))
        {
            return false;
        }

        error = CheckType(type, found) ?? CheckShape(type, found, validation, out warnings);
        value = error is null ? found : null;
        return value is not null;
    }

    private static bool TryParse(
        ResourceType type, ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonObject? value, [NotNullWhen(false)] out KubeStatus? error)
    {
        value = null;
        error = null;
        if (!ObjectJson.TryParse(body, out var node, out var problem) || node is not JsonObject found)
        {
            var shown = Convert.ToHexStringLower(body.Span[..Math.Min(body.Length, ShownBytes)]);
            var suffix = body.Length > ShownBytes ? " ..." : string.Empty;
            problem ??= "json: cannot unmarshal value into Go value of type struct";
            error = KubeStatus.BadRequest(
                $"the object provided is unrecognized (must be of type {type.Kind}): couldn't get version/kind; json parse error: {problem} ({shown}{suffix})");
            return false;
        }

        value = found;
        return true;
    }

    /// <summary>Checks the types in a patched object.</summary>
    /// <param name="type">What it must be.</param>
    /// <param name="value">The object; unknown fields are taken out.</param>
    /// <param name="validation">What is done about unknown fields.</param>
    /// <param name="warnings">For the answer.</param>
    /// <param name="conversionProblem">The same as the result in the words of strategic patches; null when those have none.</param>
    /// <returns>Null, or what the decoder says.</returns>
    public static string? CheckPatched(
        ResourceType type, JsonObject value, FieldValidation validation, out IReadOnlyList<string> warnings, out string? conversionProblem)
    {
        var reader = new ShapeReader();
        var problem = reader.Read(value, TypeShapes.Of(type));
        conversionProblem = reader.ConversionProblem;
        var unknown = reader.Unknown.ToList();
        if (CustomResource.Of(type)?.Schema is { } schema)
        {
            SchemaPruner.Prune(value, schema, unknown);
            SchemaPruner.Complete(value, schema);
        }

        warnings = validation is FieldValidation.Warn ? [.. unknown.Select(Describe)] : [];
        return problem ?? (validation is FieldValidation.Strict ? StrictProblem(unknown) : null);
    }

    private static KubeStatus? CheckType(ResourceType type, JsonObject value)
    {
        if (Text(value, "apiVersion") is not { } apiVersion || Text(value, "kind") is not { } kind)
        {
            return KubeStatus.BadRequest("couldn't get version/kind; json parse error: json: cannot unmarshal value into Go struct field .kind of type string");
        }

        if (apiVersion.Length > 0 && apiVersion != type.ApiVersion)
        {
            return KubeStatus.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({type.ApiVersion})");
        }

        if (kind.Length > 0 && kind != type.Kind)
        {
            return KubeStatus.BadRequest(
                $"{kind} in version {GoText.Quote(type.Version)} cannot be handled as a {type.Kind}: the kind in the data ({kind}) does not match the expected kind ({type.Kind})");
        }

        value["apiVersion"] = type.ApiVersion;
        value["kind"] = type.Kind;
        return null;
    }

    private static KubeStatus? CheckShape(ResourceType type, JsonObject value, FieldValidation validation, out IReadOnlyList<string> warnings)
    {
        var problem = CheckPatched(type, value, validation, out warnings, out _);
        return problem is null
            ? null
            : KubeStatus.BadRequest($"{type.Kind} in version {GoText.Quote(type.Version)} cannot be handled as a {type.Kind}: {problem}");
    }

    private static string? StrictProblem(List<string> unknown) =>
        unknown.Count == 0 ? null : $"strict decoding error: {string.Join(", ", unknown.Select(Describe))}";

    private static string Describe(string path) => $"unknown field {GoText.Quote(path)}";

    /// <summary>Empty when absent; null when it is no text.</summary>
    private static string? Text(JsonObject value, string name) => value[name] switch
    {
        null => string.Empty,
        JsonValue text when text.GetValueKind() is JsonValueKind.String => text.GetValue<string>(),
        _ => null,
    };
}
