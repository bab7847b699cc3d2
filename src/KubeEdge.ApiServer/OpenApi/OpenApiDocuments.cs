using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Discovery;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>
/// What is below <c>/openapi</c>: the schemas of everything that is served, made once per change of what that is. kubectl up to 1.26 reads the
/// second version in its binary form before it creates or applies anything; newer ones read the third.
/// </summary>
internal sealed class OpenApiDocuments
{
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    // Clients up to 1.26 and after spell it with an at sign, which is no legal media type and so never the answer's.
    private const string ProtobufAsked = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private const string Third = "/openapi/v3";

    private readonly Lazy<JsonObject> _second;
    private readonly Lazy<byte[]> _binary;

    public OpenApiDocuments(ResourceGroups groups)
    {
        Groups = groups;
        _second = new Lazy<JsonObject>(() => SecondDocument(groups));
        _binary = new Lazy<byte[]>(() => GnosticDocument.Write(_second.Value));
    }

    /// <summary>What is described.</summary>
    public ResourceGroups Groups { get; }

    public Task WriteAsync(HttpContext context, string path) => path switch
    {
        "/openapi/v2" => WriteSecondAsync(context),
        Third => ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(Index())),
        "/openapi/v3/version" => ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(ThirdDocument([]))),
        _ => path.StartsWith(Third, StringComparison.Ordinal) && ApiVersionOf(path[Third.Length..]) is { } version && Groups.TypesOf(version) is { } types
            ? ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(ThirdDocument(types)))
            : ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource()),
    };

    private async Task WriteSecondAsync(HttpContext context)
    {
        foreach (var range in MediaRange.ReadAll(context.Request.Headers.Accept))
        {
            if (range.Type is Protobuf or ProtobufAsked)
            {
                context.Response.ContentType = Protobuf;
                context.Response.ContentLength = _binary.Value.Length;
                await context.Response.Body.WriteAsync(_binary.Value, context.RequestAborted).ConfigureAwait(false);
                return;
            }

            if (range.Accepts(ApiResponse.Json))
            {
                await ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(_second.Value)).ConfigureAwait(false);
                return;
            }
        }

        await ApiResponse.WriteStatusAsync(context, KubeStatus.NotAcceptable(ApiResponse.Json, Protobuf)).ConfigureAwait(false);
    }

    /// <summary>The API version of a path below the index; null when it is none.</summary>
    private static string? ApiVersionOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["api", var version] => version,
        ["apis", var group, var version] => $"{group}/{version}",
        _ => null,
    };

    private static string PathOf(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";

    private static JsonObject SecondDocument(ResourceGroups groups)
    {
        var schemas = new OpenApiSchemas(OpenApiSchemas.SecondPrefix);
        var paths = new JsonObject();
        foreach (var type in groups.ApiVersions.SelectMany(version => groups.TypesOf(version) ?? []))
        {
            schemas.Add(type);
            AddPaths(paths, type);
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["definitions"] = schemas.Schemas,
        };
    }

    private static JsonObject ThirdDocument(IReadOnlyList<ResourceType> types)
    {
        var paths = new JsonObject();
        var schemas = new OpenApiSchemas(OpenApiSchemas.ThirdPrefix);
        foreach (var type in types)
        {
            schemas.Add(type);
            AddPaths(paths, type);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas },
        };
    }

    private static JsonObject Info() => new() { ["title"] = "KubeEdge", ["version"] = "v1" };

    private static void AddPaths(JsonObject paths, ResourceType type)
    {
        var collection = $"/{PathOf(type.ApiVersion)}/{(type.IsNamespaced ? "namespaces/{namespace}/" : string.Empty)}{type.Plural}";
        paths[collection] = new JsonObject { ["get"] = Operation(type, "list") };
        paths[$"{collection}/{{name}}"] = new JsonObject
        {
            ["get"] = Operation(type, "get"),
            ["patch"] = Operation(type, "patch", "dryRun", "fieldManager", "fieldValidation"),
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
        var paths = new JsonObject { ["version"] = new JsonObject { ["serverRelativeURL"] = $"{Third}/version" } };
        foreach (var version in Groups.ApiVersions)
        {
            paths[PathOf(version)] = new JsonObject { ["serverRelativeURL"] = $"{Third}/{PathOf(version)}" };
        }

        return new JsonObject { ["paths"] = paths };
    }
}
