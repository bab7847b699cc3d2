using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Authorization;

/// <summary>
/// For whom a request is made. Whoever reaches the server may do everything; with the headers of impersonation (<c>kubectl --as</c>) it
/// gives that up and is what it says it is.
/// </summary>
/// <param name="Name">The user.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record Caller(string Name, ImmutableArray<string> Groups)
{
    private const string Masters = "system:masters";
    private const string Authenticated = "system:authenticated";
    private const string AccountPrefix = "system:serviceaccount:";

    public static Caller Master { get; } = new("kubernetes-admin", [Masters, Authenticated]);

    public bool IsMaster => Groups.Contains(Masters, StringComparer.Ordinal);

    public static Caller Of(HttpRequest request)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        if (name.Length == 0)
        {
            return Master;
        }

        var groups = request.Headers["Impersonate-Group"].Select(group => group ?? string.Empty).Where(group => group.Length > 0);
        return new Caller(name, [.. groups, .. AccountGroups(name), Authenticated]);
    }

    /// <summary>Service accounts belong to all of them and to those of their namespace.</summary>
    private static IEnumerable<string> AccountGroups(string name) =>
        name.StartsWith(AccountPrefix, StringComparison.Ordinal) && name[AccountPrefix.Length..].Split(':') is [var ns, _]
            ? ["system:serviceaccounts", $"system:serviceaccounts:{ns}"]
            : [];
}
