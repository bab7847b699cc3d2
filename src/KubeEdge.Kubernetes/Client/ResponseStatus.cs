using System.Net.Http.Headers;
using System.Text;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Turns a failed response into a status, also when a proxy or a broken server answered something else than one.</summary>
internal static class ResponseStatus
{
    private const int LongestText = 1024;

    public static KubeStatus Read(HttpResponseMessage response, ReadOnlyMemory<byte> body, TimeProvider time)
    {
        var code = (int)response.StatusCode;
        if (!KubeStatus.TryParse(body, out var status) || status.IsSuccess)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText)]).Trim();
            status = new KubeStatus(code, ReasonOf(code), text.Length == 0 ? $"the server answered {code} without a text" : text);
        }

        var wait = RetryAfterSeconds(response.Headers.RetryAfter, time);
        return wait == 0 || status.RetryAfter is not null
            ? status
            : new KubeStatus(
                status.Code, status.Reason, status.Message, (status.Details ?? new KubeStatusDetails()) with { RetryAfterSeconds = wait });
    }

    private static int RetryAfterSeconds(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow()) ?? TimeSpan.Zero;
        return (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, 3600);
    }

    private static string ReasonOf(int code) => code switch
    {
        400 => StatusReasons.BadRequest,
        401 => StatusReasons.Unauthorized,
        403 => StatusReasons.Forbidden,
        404 => StatusReasons.NotFound,
        405 => StatusReasons.MethodNotAllowed,
        406 => StatusReasons.NotAcceptable,
        409 => StatusReasons.Conflict,
        410 => StatusReasons.Gone,
        413 => StatusReasons.TooLarge,
        415 => StatusReasons.UnsupportedMediaType,
        422 => StatusReasons.Invalid,
        429 => StatusReasons.TooManyRequests,
        500 => StatusReasons.InternalError,
        503 => StatusReasons.ServiceUnavailable,
        504 => StatusReasons.Timeout,
        _ => StatusReasons.Unknown,
    };
}
