using System.Buffers;
using System.Text;
using KubeEdge.Beehive.Diagnostics;

namespace KubeEdge.Beehive.Monitoring;

/// <summary>
/// What a monitor answers, whatever serves it: <c>/metrics</c> in Prometheus' text format; <c>/healthz</c>, <c>/livez</c> and
/// <c>/readyz</c>, which are 200 <c>ok</c>, or 503 with a line for each check as Kubernetes writes it. <c>?verbose</c> asks for the lines
/// in any case.
/// </summary>
/// <param name="metrics">What is measured.</param>
/// <param name="check">Runs the checks of <c>healthz</c>, <c>livez</c> or <c>readyz</c>.</param>
/// <param name="further">Writes samples beside the exporter's; null, the default: none.</param>
public sealed class MonitorPages(
    PrometheusExporter metrics,
    Func<string, CancellationToken, Task<IReadOnlyList<MonitorCheck>>> check,
    Action<IBufferWriter<byte>>? further = null)
{
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>Answers a request.</summary>
    /// <param name="method">GET or HEAD; anything else is 405. The body of a HEAD is left out by who serves it.</param>
    /// <param name="target">Path and query; another path is 404.</param>
    /// <param name="cancellationToken">The client went away, or has waited enough.</param>
    public async Task<MonitorPage> GetAsync(string method, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(target);
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        (string path, string query) = mark < 0 ? (target, string.Empty) : (target[..mark], target[(mark + 1)..]);
        string kind = path.TrimStart('/');
        if (kind is not ("metrics" or "healthz" or "livez" or "readyz"))
        {
            return Text(404, "there is /metrics, /healthz, /livez and /readyz\n");
        }

        if (method is not ("GET" or "HEAD"))
        {
            return Text(405, "GET and HEAD only\n");
        }

        return kind == "metrics" ? Metrics() : await HealthAsync(kind, query, cancellationToken).ConfigureAwait(false);
    }

    private static MonitorPage Text(int status, string text) => new(status, Plain, Encoding.UTF8.GetBytes(text));

    private MonitorPage Metrics()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        metrics.Write(output);
        further?.Invoke(output);
        return new MonitorPage(200, "text/plain; version=0.0.4; charset=utf-8", output.WrittenMemory);
    }

    private async Task<MonitorPage> HealthAsync(string kind, string query, CancellationToken cancellationToken)
    {
        IReadOnlyList<MonitorCheck> checks = await check(kind, cancellationToken).ConfigureAwait(false);
        bool hasFailed = checks.Any(static one => one.HasFailed);
        if (!hasFailed && !query.Split('&').Any(static part => part is "verbose" or "verbose=1" or "verbose=true" or "verbose="))
        {
            return Text(200, "ok");
        }

        var text = new StringBuilder();
        foreach (MonitorCheck one in checks)
        {
            text.Append(one.HasFailed ? "[-]" : "[+]").Append(one.Name).Append(one.HasFailed ? " failed" : " ok");
            if (one.Problem is { } problem)
            {
                text.Append(one.HasFailed ? ": " : ", but degraded: ").Append(problem.ReplaceLineEndings(" "));
            }

            text.Append('\n');
        }

        return Text(hasFailed ? 503 : 200, text.Append(kind).Append(hasFailed ? " check failed\n" : " check passed\n").ToString());
    }
}
