using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class EdgeHubMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly UpDownCounter<int> _connected;
    private readonly Counter<long> _dials;
    private readonly Counter<long> _inbound;
    private readonly Counter<long> _upstream;
    private readonly Counter<long> _requests;

    public EdgeHubMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.EdgeHub") ?? new Meter("KubeEdge.EdgeHub");
        _connected = _meter.CreateUpDownCounter<int>("kubeedge.edgehub.links", "{link}", "Links to the cloud that are up: 0 or 1.");
        _dials = _meter.CreateCounter<long>("kubeedge.edgehub.dials", "{attempt}", "Attempts to connect, by result.");
        _inbound = _meter.CreateCounter<long>("kubeedge.edgehub.received", "{message}", "Messages from the cloud, by outcome.");
        _requests = _meter.CreateCounter<long>("kubeedge.edgehub.requests", "{request}", "Requests to the cloud, by how they ended.");
        _upstream = _meter.CreateCounter<long>("kubeedge.edgehub.sent", "{message}", "Messages taken from upstream sources, by class and outcome.");
    }

    public void LinkUp() => _connected.Add(1);

    public void LinkDown() => _connected.Add(-1);

    public void Dialed(DialFailure failure) => _dials.Add(1, Tag("kubeedge.result", MetricTags.Of(failure)));

    public void Inbound(InboundOutcome outcome)
    {
        if (_inbound.Enabled)
        {
            _inbound.Add(1, Tag("kubeedge.outcome", MetricTags.Of(outcome)));
        }
    }

    public void Upstream(UpstreamClass upstreamClass, SendStatus outcome)
    {
        if (_upstream.Enabled)
        {
            _upstream.Add(1, Tag("kubeedge.class", MetricTags.Of(upstreamClass)), Tag("kubeedge.outcome", MetricTags.Of(outcome)));
        }
    }

    public void Requested(CloudReplyStatus status) => _requests.Add(1, Tag("kubeedge.outcome", MetricTags.Of(status)));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
