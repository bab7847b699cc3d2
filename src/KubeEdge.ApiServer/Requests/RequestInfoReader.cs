using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Reads a <see cref="RequestInfo"/> from method, path and query.</summary>
internal static class RequestInfoReader
{
    public static RequestInfo Read(string method, string path, IQueryCollection query)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var prefix = parts.Length > 0 ? parts[0] : string.Empty;
        // "/api/v1" and "/apis/GROUP/VERSION" are discovery; a resource begins behind them.
        var head = prefix switch { "api" => 2, "apis" => 3, _ => int.MaxValue };
        if (parts.Length <= head)
        {
            return new RequestInfo { IsResource = false, Path = path };
        }

        var info = new RequestInfo
        {
            IsResource = true,
            Path = path,
            Group = head == 3 ? parts[1] : string.Empty,
            Version = parts[head - 1],
        };
        return WithVerb(ReadResource(info, parts.AsSpan(head), out var watchPath), method, watchPath, query);
    }

    private static RequestInfo ReadResource(RequestInfo info, ReadOnlySpan<string> parts, out bool watchPath)
    {
        // The old form "/api/v1/watch/…" is still sent by old tools.
        watchPath = parts[0] == "watch" && parts.Length > 1;
        if (watchPath)
        {
            parts = parts[1..];
        }

        if (parts[0] == "namespaces" && parts.Length > 2 && parts[2] is not ("status" or "finalize"))
        {
            info = info with { Namespace = parts[1] };
            parts = parts[2..];
        }

        return info with
        {
            Resource = parts[0],
            Name = parts.Length > 1 ? parts[1] : null,
            Subresource = parts.Length > 2 ? parts[2] : null,
            HasTail = parts.Length > 3,
        };
    }

    private static RequestInfo WithVerb(RequestInfo info, string method, bool watchPath, IQueryCollection query)
    {
        var verb = method switch
        {
            "GET" or "HEAD" => info.Name is null ? RequestVerb.List : RequestVerb.Get,
            "POST" => RequestVerb.Create,
            "PUT" => RequestVerb.Update,
            "PATCH" => RequestVerb.Patch,
            "DELETE" => info.Name is null ? RequestVerb.DeleteCollection : RequestVerb.Delete,
            _ => RequestVerb.Unknown,
        };
        if ((verb is RequestVerb.List && QueryValues.IsTrue(query, "watch")) || (watchPath && verb is (RequestVerb.List or RequestVerb.Get)))
        {
            verb = RequestVerb.Watch;
        }

        return info with { Verb = verb };
    }
}
