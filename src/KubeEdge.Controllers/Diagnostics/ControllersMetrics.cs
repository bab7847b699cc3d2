using System.Diagnostics.Metrics;

namespace KubeEdge.Controllers.Diagnostics;

/// <summary>The instruments of meter <c>KubeEdge.Controllers</c>. Without a meter factory nothing is counted.</summary>
internal sealed class ControllersMetrics
{
    private readonly Meter? _meter;
    private readonly Counter<long>? _changes;
    private readonly Counter<long>? _purges;

    public ControllersMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.Controllers");
        _changes = _meter?.CreateCounter<long>("kubeedge.controllers.changes", "{change}", "Changes of the API by resource");
        _purges = _meter?.CreateCounter<long>("kubeedge.controllers.purges", "{node}", "Deleted nodes by what became of their delivery records");
    }

    /// <summary>Shows how many changes wait to be worked in.</summary>
    public void ShowWaiting(Func<int> count) => _meter?.CreateObservableGauge(
        "kubeedge.controllers.changes.waiting", count, "{change}", "Changes of the API that wait to be worked into the desired state");

    public void Changed(string resource) => _changes?.Add(1, new KeyValuePair<string, object?>("resource", resource));

    public void Purged(string outcome) => _purges?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
