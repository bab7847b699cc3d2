using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Authorization;

/// <summary>Answers questions about rights, such as <c>kubectl auth can-i</c>. Nothing of them is stored.</summary>
internal sealed class AccessReviews(Authorizer authorizer, RoleRules rules)
{
    private const string Group = "authorization.k8s.io";

    private static readonly ResourceType[] _types =
    [
        Review("selfsubjectaccessreviews", "SelfSubjectAccessReview"),
        Review("selfsubjectrulesreviews", "SelfSubjectRulesReview"),
        Review("subjectaccessreviews", "SubjectAccessReview"),
    ];

    /// <summary>The type of a question; null for every other resource.</summary>
    public static ResourceType? TypeOf(string group, string version, string plural) =>
        group == Group && version == "v1" ? Array.Find(_types, type => type.Plural == plural) : null;

    /// <summary>Answers a question that was read.</summary>
    public async ValueTask<WriteOutcome> AnswerAsync(HttpContext context, JsonObject review)
    {
        var caller = Caller.Of(context.Request);
        var spec = review["spec"] as JsonObject ?? [];
        review["status"] = JsonField.Text(review, "kind") switch
        {
            "SelfSubjectRulesReview" => await ListAsync(caller, JsonField.Text(spec, "namespace"), context.RequestAborted).ConfigureAwait(false),
            "SubjectAccessReview" => await DecideAsync(Subject(spec), spec, context.RequestAborted).ConfigureAwait(false),
            _ => await DecideAsync(caller, spec, context.RequestAborted).ConfigureAwait(false),
        };
        return WriteOutcome.Created(ObjectJson.Write(review));
    }

    private static Caller Subject(JsonObject spec) =>
        new(JsonField.Text(spec, "user"), [.. JsonField.Items(spec, "groups").Select(group => JsonField.Text(group))]);

    private async ValueTask<JsonObject> DecideAsync(Caller caller, JsonObject spec, CancellationToken cancellationToken) => new()
    {
        ["allowed"] = await authorizer.AllowsAsync(caller, Read(spec), cancellationToken).ConfigureAwait(false),
    };

    private static AccessQuestion Read(JsonObject spec)
    {
        if (spec["nonResourceAttributes"] is JsonObject other)
        {
            return new AccessQuestion { Verb = JsonField.Text(other, "verb"), Path = JsonField.Text(other, "path") };
        }

        var wanted = spec["resourceAttributes"];
        return new AccessQuestion
        {
            Verb = JsonField.Text(wanted, "verb"),
            Group = JsonField.Text(wanted, "group"),
            Resource = JsonField.Text(wanted, "resource"),
            Subresource = JsonField.Text(wanted, "subresource"),
            Namespace = JsonField.Text(wanted, "namespace"),
            Name = JsonField.Text(wanted, "name"),
        };
    }

    private async ValueTask<JsonObject> ListAsync(Caller caller, string ns, CancellationToken cancellationToken)
    {
        var resources = new JsonArray();
        var others = new JsonArray();
        foreach (var rule in await rules.OfAsync(caller, ns, cancellationToken).ConfigureAwait(false))
        {
            (rule.ContainsKey("nonResourceURLs") ? others : resources).Add((JsonNode)rule.DeepClone());
        }

        return new JsonObject { ["resourceRules"] = resources, ["nonResourceRules"] = others, ["incomplete"] = false };
    }

    private static ResourceType Review(string plural, string kind) =>
        new(Group, "v1", plural, kind.ToLowerInvariant(), kind, IsNamespaced: false, [], HasStatus: true) { Verbs = ["create"] };
}
