using System.Diagnostics.Metrics;

namespace KubeEdge.Server.Diagnostics;

/// <summary>What Kestrel's own meter does not say: who was turned away before a request existed.</summary>
internal sealed class ServerMetrics
{
    private readonly Counter<long>? _refused;

    public ServerMetrics(IMeterFactory? meters) =>
        _refused = meters?.Create("KubeEdge.Server").CreateCounter<long>(
            "kubeedge.server.connections.refused", "{connection}", "Connections closed before their first request");

    public void ConnectionRefused(string endpoint, string reason)
    {
        if (_refused is { Enabled: true } counter)
        {
            counter.Add(1, new("endpoint", endpoint), new("reason", reason));
        }
    }
}
