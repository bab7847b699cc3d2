using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>Answers every path that is not about objects.</summary>
internal sealed class NonResourceHandler(ResourceGroups groups, HealthEndpoints health)
{
    private const string AggregatedList = "APIGroupDiscoveryList";
    private const string AggregatedGroup = "apidiscovery.k8s.io";
    private static readonly string[] _otherPaths =
        ["/api", "/apis", "/apis/", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];

    private readonly DiscoveryDocuments _documents = new(groups);
    private readonly AggregatedDiscovery _aggregated = new(groups);
    private readonly OpenApiDocuments _openApi = new(groups);

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
            return _openApi.WriteAsync(context, path);
        }

        var trimmed = path.TrimEnd('/');
        if (trimmed is "/api" or "/apis" && AggregatedVersion(context.Request) is { } version)
        {
            var document = trimmed == "/api" ? _aggregated.Core(version) : _aggregated.Named(version);
            var type = $"{ApiResponse.Json};g={AggregatedGroup};v={version};as={AggregatedList}";
            return ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(document), type);
        }

        return Document(trimmed, context.Request) is { } found
            ? ApiResponse.WriteJsonAsync(context, StatusCodes.Status200OK, ObjectJson.Write(found))
            : ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
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
        return parts switch
        {
            [] => Paths(),
            ["version"] => ServerVersion.ToJson(),
            ["api"] => DiscoveryDocuments.ApiVersions(request.Host.Value ?? string.Empty),
            ["api", var version] => _documents.ResourceList(version),
            ["apis"] => _documents.GroupList(),
            ["apis", var group] => _documents.SingleGroup(group),
            ["apis", var group, var version] => _documents.ResourceList($"{group}/{version}"),
            _ => null,
        };
    }

    private JsonObject Paths()
    {
        var paths = groups.ApiVersions.Select(version => version.Contains('/', StringComparison.Ordinal) ? $"/apis/{version}" : $"/api/{version}")
            .Concat(groups.Named.Select(group => $"/apis/{group}"))
            .Concat(_otherPaths)
            .Order(StringComparer.Ordinal);
        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]) };
    }
}
