using KubeEdge.ApiServer.Authorization;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Diagnostics;
using KubeEdge.ApiServer.Discovery;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>The whole REST surface: finds out what a request means and gives it to whoever answers it.</summary>
internal sealed partial class ApiRequestHandler(
    ServedResources served,
    NonResourceHandler others,
    ResourceReads reads,
    ResourceWrites? writes,
    RequestGate gate,
    ApiServerMetrics metrics,
    ILogger logger)
{
    /// <summary>Clients repeat a refused write this often, ten times, so a longer wait would make them seem to hang.</summary>
    private const int RetryAfterSeconds = 1;

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var request = RequestInfoReader.Read(context.Request.Method, path, context.Request.Query);
        if (writes is null)
        {
            context.Response.Headers["X-KubeEdge-Source"] = "local";
        }

        try
        {
            if (await gate.CheckAsync(context, request).ConfigureAwait(false) is { } forbidden)
            {
                await ApiResponse.WriteStatusAsync(context, forbidden).ConfigureAwait(false);
                return;
            }

            await (request.IsResource ? HandleResourceAsync(context, request) : others.HandleAsync(context, path)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception fault)
        {
            Log.RequestFailed(logger, context.Request.Method, path, fault);
            await AnswerFaultAsync(context).ConfigureAwait(false);
        }

        metrics.RequestAnswered(request.IsResource ? request.Verb.ToString() : "Other", context.Response.StatusCode);
    }

    private static Task AnswerFaultAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        return ApiResponse.WriteStatusAsync(context, KubeStatus.InternalError("the request could not be served; the server's log says why"));
    }

    private Task HandleResourceAsync(HttpContext context, RequestInfo request)
    {
        if (AccessReviews.TypeOf(request.Group, request.Version, request.Resource) is { } review)
        {
            return request.Verb is RequestVerb.Create && writes is not null
                ? writes.ReviewAsync(context, request, review)
                : ApiResponse.WriteStatusAsync(context, MethodNotAllowed());
        }

        if (!served.Table.TryGetByVersionedPlural(request.ApiVersion, request.Resource, out var type) || !IsServed(request, type))
        {
            if (type is { IsCustom: true } && request is { Subresource: Subresources.Status or Subresources.Scale, Name: { } name })
            {
                // A definition without that subresource: Kubernetes says that there is no such object.
                return ApiResponse.WriteStatusAsync(context, KubeStatus.NotFound(type, name));
            }

            return ApiResponse.WriteStatusAsync(context, KubeStatus.NoSuchResource());
        }

        if (!IsAllowed(request, type))
        {
            return ApiResponse.WriteStatusAsync(context, MethodNotAllowed());
        }

        if (request.IsWrite && writes is null)
        {
            var offline = KubeStatus.ServiceUnavailable("connection lost between EdgeCore and CloudCore", RetryAfterSeconds);
            return ApiResponse.WriteStatusAsync(context, offline);
        }

        return DispatchAsync(context, request, type);
    }

    private Task DispatchAsync(HttpContext context, RequestInfo request, ResourceType type)
    {
        var name = request.Name ?? string.Empty;
        return request.Verb switch
        {
            RequestVerb.Get => reads.GetAsync(context, request, type, name),
            RequestVerb.List => reads.ListAsync(context, request, type),
            RequestVerb.Watch => reads.WatchAsync(context, request, type),
            RequestVerb.Create when writes is not null && request.Subresource is not null => writes.CreateTokenAsync(context, request, type, name),
            RequestVerb.Create when writes is not null => writes.CreateAsync(context, request, type),
            RequestVerb.Update when writes is not null => writes.UpdateAsync(context, request, type, name),
            RequestVerb.Patch when writes is not null => writes.PatchAsync(context, request, type, name),
            RequestVerb.Delete when writes is not null => writes.DeleteAsync(context, request, type, name),
            RequestVerb.DeleteCollection when writes is not null => writes.DeleteCollectionAsync(context, request, type),
            _ => ApiResponse.WriteStatusAsync(context, MethodNotAllowed()),
        };
    }

    /// <summary>Whether there is such a path at all.</summary>
    private static bool IsServed(RequestInfo request, ResourceType type) =>
        !request.HasTail
        && (type.IsNamespaced || request.Namespace is null)
        && (!type.IsNamespaced || request.Namespace is not null || request.Name is null)
        && (request.Subresource is not { } subresource || Subresources.Of(type).Contains(subresource, StringComparer.Ordinal));

    /// <summary>Whether the path has that method.</summary>
    private static bool IsAllowed(RequestInfo request, ResourceType type)
    {
        if (request.Subresource is { } subresource)
        {
            return Subresources.IsServed(type, subresource, request.Verb);
        }

        return request.Verb switch
        {
            RequestVerb.Get or RequestVerb.List or RequestVerb.Watch => true,
            RequestVerb.Create => request.Name is null && (request.Namespace is not null || !type.IsNamespaced) && Has(type, "create"),
            RequestVerb.Update => request.Name is not null && Has(type, "update"),
            RequestVerb.Patch => request.Name is not null && Has(type, "patch"),
            RequestVerb.Delete => Has(type, "delete"),
            RequestVerb.DeleteCollection => (request.Namespace is not null || !type.IsNamespaced) && Has(type, "deletecollection"),
            _ => false,
        };
    }

    private static bool Has(ResourceType type, string verb) => type.Verbs.Contains(verb);

    private static KubeStatus MethodNotAllowed() => new(
        StatusCodes.Status405MethodNotAllowed,
        StatusReasons.MethodNotAllowed,
        "the server does not allow this method on the requested resource",
        new KubeStatusDetails());
}
