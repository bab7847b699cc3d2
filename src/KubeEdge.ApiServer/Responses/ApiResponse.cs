using System.Globalization;
using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Responses;

/// <summary>Writes whole responses; streams are written by the watch.</summary>
internal static class ApiResponse
{
    public const string Json = "application/json";

    private static readonly byte[] _lineFeed = "\n"u8.ToArray();

    public static async Task WriteJsonAsync(HttpContext context, int code, ReadOnlyMemory<byte> json, string contentType = Json)
    {
        if (WantsPretty(context.Request))
        {
            json = PrettyJson.Format(json);
        }

        context.Response.StatusCode = code;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = json.Length + 1;
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.WriteAsync(_lineFeed, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task WriteStatusAsync(HttpContext context, KubeStatus status)
    {
        if (status.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var code = status switch { { IsSuccess: true } => 200, { Code: 0 } => 500, _ => status.Code };
        return WriteJsonAsync(context, code, status.ToJson());
    }

    public static async Task WriteTextAsync(HttpContext context, int code, string text)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Adds warnings, which kubectl prints on its error output.</summary>
    public static void AddWarnings(HttpResponse response, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            response.Headers.Append("Warning", $"299 - {GoText.Quote(warning)}");
        }
    }

    /// <summary>People at a terminal or in a browser get indented text, as from kube-apiserver.</summary>
    private static bool WantsPretty(HttpRequest request)
    {
        if (QueryValues.ReadFlag(request.Query, "pretty") is { } asked)
        {
            return asked;
        }

        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal)
            || agent.StartsWith("Wget", StringComparison.Ordinal)
            || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }
}
