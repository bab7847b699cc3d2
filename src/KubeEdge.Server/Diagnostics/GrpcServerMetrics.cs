using System.Diagnostics.Metrics;
using KubeEdge.Grpc;

namespace KubeEdge.Server.Diagnostics;

/// <summary>What the gRPC methods of an endpoint did.</summary>
internal sealed class GrpcServerMetrics(IMeterFactory? meters)
{
    private readonly Histogram<double>? _calls = meters?.Create("KubeEdge.Server").CreateHistogram<double>(
        "kubeedge.server.grpc.call.duration", "s", "How long calls took, by method and status");

    public void Called(string method, GrpcStatusCode status, TimeSpan duration)
    {
        if (_calls is { Enabled: true } calls)
        {
            calls.Record(duration.TotalSeconds, new("method", method), new("status", status.ToString()));
        }
    }
}
