using System.Text;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.MetaStore;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Discovery;

/// <summary><c>/healthz</c>, <c>/livez</c> and <c>/readyz</c> of this server itself.</summary>
internal sealed class HealthEndpoints(IMetaStore store)
{
    private static readonly string[] _checks = ["ping", "store"];

    public static bool Owns(string path) => path is "/healthz" or "/livez" or "/readyz"
        || path.StartsWith("/healthz/", StringComparison.Ordinal)
        || path.StartsWith("/livez/", StringComparison.Ordinal)
        || path.StartsWith("/readyz/", StringComparison.Ordinal);

    public Task WriteAsync(HttpContext context, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1)
        {
            return parts.Length == 2 && _checks.Contains(parts[1], StringComparer.Ordinal)
                ? WriteAsync(context, Failure(parts[1], parts[0]) is null, "ok")
                : ApiResponse.WriteTextAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");
        }

        var failed = _checks.Where(check => Failure(check, parts[0]) is not null).ToArray();
        var text = QueryValues.IsTrue(context.Request.Query, "verbose") || failed.Length > 0 ? Report(parts[0], failed) : "ok";
        return WriteAsync(context, failed.Length == 0, text);
    }

    private static Task WriteAsync(HttpContext context, bool healthy, string text) =>
        ApiResponse.WriteTextAsync(context, healthy ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError, text);

    private static string Report(string kind, string[] failed)
    {
        var text = new StringBuilder();
        foreach (var check in _checks)
        {
            text.Append(failed.Contains(check, StringComparer.Ordinal) ? $"[-]{check} failed: reason withheld\n" : $"[+]{check} ok\n");
        }

        return text.Append(kind).Append(failed.Length == 0 ? " check passed\n" : " check failed\n").ToString();
    }

    /// <summary>A store that cannot write still serves reads, so the server is alive; only its readiness says so.</summary>
    private string? Failure(string check, string kind) => check == "store"
        ? store.Health.Status switch
        {
            StoreStatus.Ready => null,
            StoreStatus.ReadOnly when kind == "livez" => null,
            _ => store.Health.Reason ?? "closed",
        }
        : null;
}
