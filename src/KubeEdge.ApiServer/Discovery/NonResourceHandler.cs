using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.OpenApi;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>Answers every path that is not about objects.</summary>
internal sealed class NonResourceHandler(ServedResources served, HealthEndpoints health)
{
    private const string AggregatedList = "APIGroupDiscoveryList";
    private const string AggregatedGroup = "apidiscovery.k8s.io";
    private static readonly string[] _otherPaths =
        ["/api", "/apis", "/apis/", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];


    private OpenApiDocuments? _openApi;

    public Task HandleAsync(HttpContext context, string path)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
        }

        if (HealthEndpoints.Owns(path))
        {
            return health.WriteAsync(context, path);
        }

        if (path.StartsWith("/openapi/", StringComparison.Ordinal))
        {
            return OpenApi().WriteAsync(context, path);
        }

        var trimmed = path.TrimEnd('/');
        if (trimmed is "/api" or "/apis" && AggregatedVersion(context.Request) is { } version)
        {
            var aggregated = new AggregatedDiscovery(served.Groups);
            var document = trimmed == "/api" ? aggregated.Core(version) : aggregated.Named(version);
            var type = $"{ApiResponse.Json};g={AggregatedGroup};v={version};as={AggregatedList}";
            return ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(document), type);
        }

        return Document(trimmed, context.Request) is { } found
            ? ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(found))
            : ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
    }

    /// <summary>The documents of what is served at present.</summary>
    private OpenApiDocuments OpenApi()
    {
        var documents = _openApi;
        var groups = served.Groups;
        return ReferenceEquals(documents?.Groups, groups) ? documents : _openApi = new OpenApiDocuments(groups);
    }

    private static string? AggregatedVersion(HttpRequest request)
    {
        foreach (var range in MediaRange.ReadAll(request.Headers.Accept))
        {
            if (!range.Accepts(ApiResponse.Json))
            {
                continue;
            }

            if (range.Parameter("as") is null)
            {
                return null;
            }

            if (range.Parameter("as") == AggregatedList && range.Parameter("g") == AggregatedGroup
                && range.Parameter("v") is ("v2" or "v2beta1"))
            {
                return range.Parameter("v");
            }
        }

        return null;
    }

    private JsonObject? Document(string path, HttpRequest request)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var documents = new DiscoveryDocuments(served.Groups);
        return parts switch
        {
            [] => Paths(),
            ["version"] => ServerVersion.ToJson(),
            ["api"] => DiscoveryDocuments.ApiVersions(request.Host.Value ?? string.Empty),
            ["api", var version] => documents.ResourceList(version),
            ["apis"] => documents.GroupList(),
            ["apis", var group] => documents.SingleGroup(group),
            ["apis", var group, var version] => documents.ResourceList($"{group}/{version}"),
            _ => null,
        };
    }

    private JsonObject Paths()
    {
        var paths = served.Groups.ApiVersions.Select(version => version.Contains('/', StringComparison.Ordinal) ? $"/apis/{version}" : $"/api/{version}")
            .Concat(served.Groups.Named.Select(group => $"/apis/{group}"))
            .Concat(_otherPaths)
            .Order(StringComparer.Ordinal);
        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]) };
    }
}
