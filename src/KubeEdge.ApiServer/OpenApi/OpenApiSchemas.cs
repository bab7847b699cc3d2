using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Schemas;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>Collects the schemas of resources with all that they refer to.</summary>
/// <param name="prefix">What stands before a name in a reference.</param>
internal sealed class OpenApiSchemas(string prefix)
{
    /// <summary>Where the third version keeps its schemas.</summary>
    public const string ThirdPrefix = "#/components/schemas/";

    /// <summary>Where the second version keeps its schemas.</summary>
    public const string SecondPrefix = "#/definitions/";

    private const string Metadata =
        "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    private const string ApiVersion =
        "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest "
        + "internal value, and may reject unrecognized values. More info: "
        + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";

    private const string Kind =
        "Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client "
        + "submits requests to. Cannot be updated. In CamelCase. More info: "
        + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

    public JsonObject Schemas { get; } = [];

    /// <summary>Adds the schema of a resource; nothing when its members are not known.</summary>
    public void Add(ResourceType type)
    {
        if (type.IsCustom)
        {
            AddCustom(type);
        }
        else if (TypeShapes.Find(type.ApiVersion, type.Kind) is { } shape)
        {
            AddShape(shape);
            if (Schemas[shape.SchemaName] is JsonObject schema)
            {
                schema["x-kubernetes-group-version-kind"] = GroupVersionKind(type);
            }
        }
        else if (DefinitionStrategy.IsDefinition(type))
        {
            Schemas[OpenApiNames.Of(type)] = OpenApiDefinitions.Definition(Reference(AddMetadata()), GroupVersionKind(type));
        }
    }

    private void AddCustom(ResourceType type)
    {
        if (CustomResource.Of(type)?.Document is not { } document)
        {
            return;
        }

        var schema = (JsonObject)document.DeepClone();
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = ApiVersion };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = Kind };
        var metadata = Reference(AddMetadata());
        metadata["description"] = Metadata;
        properties["metadata"] = metadata;
        schema["x-kubernetes-group-version-kind"] = GroupVersionKind(type);
        Schemas[OpenApiNames.Of(type)] = schema;
    }

    private string AddMetadata()
    {
        AddShape(TypeShapes.Metadata);
        return TypeShapes.Metadata.SchemaName;
    }

    private void AddShape(TypeShape shape)
    {
        if (Schemas.ContainsKey(shape.SchemaName))
        {
            return;
        }

        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };

        // Before its members, which may lead back to it.
        Schemas[shape.SchemaName] = schema;
        var required = new JsonArray();
        foreach (var field in shape.Fields)
        {
            var property = Of(field.Type);
            if (field.MergeKey is { } key)
            {
                property["x-kubernetes-patch-strategy"] = "merge";
                if (key.Length > 0)
                {
                    property["x-kubernetes-patch-merge-key"] = key;
                }
            }

            properties[field.Name] = property;
            if (field.IsRequired)
            {
                required.Add((JsonNode)JsonValue.Create(field.Name));
            }
        }

        if (required.Count > 0)
        {
            schema["required"] = required;
        }
    }

    private JsonObject Of(FieldType type)
    {
        switch (type.Kind)
        {
            case FieldKind.List when type.Item is { } item:
                return new JsonObject { ["type"] = "array", ["items"] = Of(item) };
            case FieldKind.Map when type.Item is { } item:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(item) };
            case FieldKind.Object:
                AddShape(type.Shape);
                return Reference(type.Shape.SchemaName);
            case FieldKind.Quantity:
                return Shared(OpenApiNames.Quantity, "string", null);
            case FieldKind.IntOrString:
                return Shared(OpenApiNames.IntOrString, "string", "int-or-string");
            case FieldKind.Raw:
                return Shared(type.GoName.EndsWith("FieldsV1", StringComparison.Ordinal) ? OpenApiNames.FieldsV1 : OpenApiNames.RawExtension, "object", null);
            default:
                return Plain(type);
        }
    }

    private static JsonObject Plain(FieldType type)
    {
        var (name, format) = type.Kind switch
        {
            FieldKind.Flag => ("boolean", null),
            FieldKind.Integer => ("integer", type.GoName == "int32" ? "int32" : "int64"),
            FieldKind.Number => ("number", "double"),
            FieldKind.Bytes => ("string", "byte"),
            FieldKind.Time or FieldKind.MicroTime => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = name };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private JsonObject Shared(string name, string type, string? format)
    {
        if (!Schemas.ContainsKey(name))
        {
            var schema = new JsonObject { ["type"] = type };
            if (format is not null)
            {
                schema["format"] = format;
            }

            Schemas[name] = schema;
        }

        return Reference(name);
    }

    private JsonObject Reference(string name)
    {
        var reference = new JsonObject { ["$ref"] = prefix + name };

        // The third version ignores what stands beside a reference, so there it is wrapped.
        return prefix == ThirdPrefix ? new JsonObject { ["allOf"] = new JsonArray(reference) } : reference;
    }

    private static JsonArray GroupVersionKind(ResourceType type) =>
        new(new JsonObject { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version });
}
