using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Authorization;

/// <summary>Refuses what whoever is impersonated may not do.</summary>
internal sealed class RequestGate(Authorizer authorizer)
{
    /// <summary>Null: go on.</summary>
    public async ValueTask<KubeStatus?> CheckAsync(HttpContext context, RequestInfo request)
    {
        var caller = Caller.Of(context.Request);
        if (caller.IsMaster)
        {
            return null;
        }

        var question = request.IsResource ? QuestionOf(request) : new AccessQuestion { Verb = context.Request.Method.ToLowerInvariant(), Path = request.Path };
        return await authorizer.AllowsAsync(caller, question, context.RequestAborted).ConfigureAwait(false) ? null : Forbidden(caller, question);
    }

    private static AccessQuestion QuestionOf(RequestInfo request) => new()
    {
        Verb = request.Verb.ToString().ToLowerInvariant(),
        Group = request.Group,
        Resource = request.Resource,
        Subresource = request.Subresource ?? string.Empty,
        // A namespace stands in itself, so that whoever owns one may look at it.
        Namespace = request.Namespace ?? (request is { Group: "", Resource: "namespaces" } ? request.Name ?? string.Empty : string.Empty),
        Name = request.Name ?? string.Empty,
    };

    private static KubeStatus Forbidden(Caller caller, AccessQuestion question)
    {
        var user = $"User {GoText.Quote(caller.Name)} cannot {question.Verb}";
        if (question.Path is { } path)
        {
            return new KubeStatus(403, StatusReasons.Forbidden, $"forbidden: {user} path {GoText.Quote(path)}", new KubeStatusDetails());
        }

        var place = question.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace {GoText.Quote(question.Namespace)}";
        var problem = $"{user} resource {GoText.Quote(question.FullResource)} in API group {GoText.Quote(question.Group)} {place}";
        var type = new ResourceType(question.Group, string.Empty, question.Resource, string.Empty, string.Empty, false, [], false);
        return KubeStatus.Forbidden(type, question.Name, problem);
    }
}
