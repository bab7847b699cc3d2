using System.Diagnostics.Metrics;
using KubeEdge.NodeAgent.Cloud;

namespace KubeEdge.NodeAgent.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class NodeAgentMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly UpDownCounter<int> _waiting;

    public NodeAgentMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.NodeAgent") ?? new Meter("KubeEdge.NodeAgent");
        _calls = _meter.CreateCounter<long>(
            "kubeedge.nodeagent.calls", "{call}", "Calls to the cloud about this node, by subject and outcome.");
        _waiting = _meter.CreateUpDownCounter<int>(
            "kubeedge.nodeagent.pods.waiting", "{pod}", "Pods whose report the cloud has not accepted yet.");
    }

    public void Called(CallKind kind, CallStatus status)
    {
        if (_calls.Enabled)
        {
            _calls.Add(1, Tag("kubeedge.call", NameOf(kind)), Tag("kubeedge.outcome", NameOf(status)));
        }
    }

    public void PodsWaiting(int difference) => _waiting.Add(difference);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string NameOf(CallKind kind) => kind switch
    {
        CallKind.Node => "node",
        CallKind.Lease => "lease",
        CallKind.Status => "status",
        _ => "pod",
    };

    private static string NameOf(CallStatus status) => status switch
    {
        CallStatus.Ok => "ok",
        CallStatus.NotFound => "not_found",
        CallStatus.Conflict => "conflict",
        CallStatus.Refused => "refused",
        _ => "unanswered",
    };
}
