using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Authorization;

/// <summary>Says whether somebody may do something.</summary>
internal sealed class Authorizer(RoleRules rules)
{
    private const string Any = "*";

    public async ValueTask<bool> AllowsAsync(Caller caller, AccessQuestion question, CancellationToken cancellationToken)
    {
        if (caller.IsMaster)
        {
            return true;
        }

        foreach (var rule in await rules.OfAsync(caller, question.Namespace, cancellationToken).ConfigureAwait(false))
        {
            if (Allows(rule, question))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Allows(JsonObject rule, AccessQuestion question)
    {
        if (!Has(rule, "verbs", question.Verb))
        {
            return false;
        }

        if (question.Path is { } path)
        {
            return JsonField.Items(rule, "nonResourceURLs").Any(item => Covers(JsonField.Text(item), path));
        }

        return Has(rule, "apiGroups", question.Group)
            && (Has(rule, "resources", question.FullResource) || (question.Subresource.Length > 0 && Has(rule, "resources", $"*/{question.Subresource}")))
            && (!JsonField.Items(rule, "resourceNames").Any() || (question.Name.Length > 0 && Has(rule, "resourceNames", question.Name)));
    }

    private static bool Has(JsonObject rule, string list, string value)
    {
        foreach (var item in JsonField.Items(rule, list))
        {
            var text = JsonField.Text(item);
            if (text == value || text == Any)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(string pattern, string path) =>
        pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
