using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Discovery;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>
/// As much of <c>/openapi</c> as stock clients cannot do without. kubectl validates against the second version in protobuf before it
/// creates or applies anything: an empty document is a valid protobuf message without definitions, and what has no definition passes.
/// The third version says of each kind that the server checks its fields, and nothing else; so kubectl 1.27 and newer leaves the
/// checking to the server and merges by its own knowledge of the types.
/// </summary>
internal sealed class OpenApiDocuments(ResourceGroups groups)
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    // Clients up to 1.26 and after spell it with an at sign, which is no legal media type and so never the answer's.
    private const string ProtobufAsked = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private static readonly byte[] _emptySwagger =
        """{"swagger":"2.0","info":{"title":"KubeEdge","version":"v1"},"paths":{},"definitions":{}}"""u8.ToArray();

    public Task WriteAsync(HttpContext context, string path)
    {
        const string third = "/openapi/v3";
        if (path == third)
        {
            return ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(Index()));
        }

        if (path != "/openapi/v2")
        {
            var version = path.StartsWith(third, StringComparison.Ordinal) ? ApiVersionOf(path[third.Length..]) : null;
            return version is not null && groups.TypesOf(version) is { } types
                ? ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(Document(types)))
                : ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
        }

        foreach (var range in MediaRange.ReadAll(context.Request.Headers.Accept))
        {
            if (range.Type is Protobuf or ProtobufAsked)
            {
                context.Response.ContentType = Protobuf;
                context.Response.ContentLength = 0;
                return Task.CompletedTask;
            }

            if (range.Accepts(ApiResponse.Json))
            {
                return ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, _emptySwagger);
            }
        }

        return ApiResponse.WriteStatusAsync(context, KubeStatus.NotAcceptable(ApiResponse.Json, Protobuf));
    }

    /// <summary>The API version of a path below the index; null when it is none.</summary>
    private static string? ApiVersionOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["api", var version] => version,
        ["apis", var group, var version] => $"{group}/{version}",
        _ => null,
    };

    private static string PathOf(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";

    private static JsonObject Document(IReadOnlyList<ResourceType> types)
    {
        var paths = new JsonObject();
        var schemas = new OpenApiSchemas(OpenApiSchemas.ThirdPrefix);
        foreach (var type in types)
        {
            schemas.Add(type);
            var collection = $"/{PathOf(type.ApiVersion)}/{(type.IsNamespaced ? "namespaces/{namespace}/" : string.Empty)}{type.Plural}";
            paths[collection] = new JsonObject { ["get"] = Operation(type, "list") };
            paths[$"{collection}/{{name}}"] = new JsonObject
            {
                ["get"] = Operation(type, "get"),
                ["patch"] = Operation(type, "patch", "dryRun", "fieldManager", "fieldValidation"),
            };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "KubeEdge", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas },
        };
    }

    private static JsonObject Operation(ResourceType type, string action, params string[] parameters) => new()
    {
        ["parameters"] = new JsonArray([.. parameters.Select(Parameter)]),
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = new JsonObject
        {
            ["group"] = type.Group,
            ["version"] = type.Version,
            ["kind"] = type.Kind,
        },
    };

    private static JsonObject Parameter(string name) =>
        new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } };

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var version in groups.ApiVersions)
        {
            paths[PathOf(version)] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{PathOf(version)}" };
        }

        return new JsonObject { ["paths"] = paths };
    }
}
