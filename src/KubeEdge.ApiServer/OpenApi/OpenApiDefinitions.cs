using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>The schema of definitions of custom resources, as far as one looks into it.</summary>
internal static class OpenApiDefinitions
{
    public static JsonObject Definition(JsonObject metadata, JsonArray kind) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("spec"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = Type("string"),
            ["kind"] = Type("string"),
            ["metadata"] = metadata,
            ["spec"] = Type("object"),
            ["status"] = Type("object"),
        },
        ["x-kubernetes-group-version-kind"] = kind,
    };

    private static JsonObject Type(string name) => new() { ["type"] = name };
}
