using System.Diagnostics.Metrics;

namespace KubeEdge.Grpc.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class GrpcMetrics(IMeterFactory? meters)
{
    private readonly Histogram<double>? _calls = meters?.Create("KubeEdge.Grpc").CreateHistogram<double>(
        "kubeedge.grpc.client.call.duration", "s", "How long calls took, by method and status");

    public void Called(string path, GrpcStatusCode status, TimeSpan duration)
    {
        if (_calls is { Enabled: true } calls)
        {
            calls.Record(duration.TotalSeconds, new("method", path), new("status", status.ToString()));
        }
    }
}
