using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Authorization;

/// <summary>Finds the rules that roles and their bindings give to somebody.</summary>
internal sealed class RoleRules(IMetaStore store)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>What every cluster lets all of its users do: find out what there is, and what they may do.</summary>
    private static readonly JsonArray _basic = Parse(
        """
        [{"verbs":["create"],"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"]},
         {"verbs":["get"],"nonResourceURLs":["/api","/api/*","/apis","/apis/*","/healthz","/livez","/openapi","/openapi/*","/readyz","/version","/version/"]}]
        """);

    private static readonly JsonArray _everything = Parse(
        """[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]},{"verbs":["*"],"nonResourceURLs":["*"]}]""");

    /// <summary>All rules that hold in a namespace; with an empty one, those that hold everywhere.</summary>
    public async ValueTask<List<JsonObject>> OfAsync(Caller caller, string ns, CancellationToken cancellationToken)
    {
        var rules = new List<JsonObject>();
        if (caller.IsMaster)
        {
            rules.AddRange(_everything.OfType<JsonObject>());
            return rules;
        }

        rules.AddRange(_basic.OfType<JsonObject>());
        await AddAsync(rules, caller, null, cancellationToken).ConfigureAwait(false);
        if (ns.Length > 0)
        {
            await AddAsync(rules, caller, ns, cancellationToken).ConfigureAwait(false);
        }

        return rules;
    }

    private async ValueTask AddAsync(List<JsonObject> rules, Caller caller, string? ns, CancellationToken cancellationToken)
    {
        var query = new ResourceQuery(RbacGroup, ns is null ? "clusterrolebindings" : "rolebindings", ns);
        var bindings = await store.SnapshotAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (var stored in bindings.Objects)
        {
            var binding = ObjectJson.Parse(stored.Json);
            if (!JsonField.Items(binding, "subjects").Any(subject => IsMeant(subject, caller, ns)))
            {
                continue;
            }

            var isNamespaced = JsonField.Text(binding, "roleRef", "kind") == "Role";
            var key = new ResourceKey(RbacGroup, isNamespaced ? "roles" : "clusterroles", isNamespaced ? ns : null, JsonField.Text(binding, "roleRef", "name"));
            if (await store.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } role)
            {
                rules.AddRange(JsonField.Items(ObjectJson.Parse(role.Json), "rules").OfType<JsonObject>());
            }
        }
    }

    private static bool IsMeant(JsonNode? subject, Caller caller, string? ns)
    {
        var name = JsonField.Text(subject, "name");
        return JsonField.Text(subject, "kind") switch
        {
            "User" => name == caller.Name,
            "Group" => caller.Groups.Contains(name, StringComparer.Ordinal),
            "ServiceAccount" => caller.Name == $"system:serviceaccount:{(JsonField.Text(subject, "namespace") is { Length: > 0 } own ? own : ns)}:{name}",
            _ => false,
        };
    }

    private static JsonArray Parse(string json) => JsonNode.Parse(json) as JsonArray ?? [];
}
