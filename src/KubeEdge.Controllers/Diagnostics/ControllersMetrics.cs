using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace KubeEdge.Controllers.Diagnostics;

/// <summary>The instruments of meter <c>KubeEdge.Controllers</c>. Without a meter factory nothing is counted.</summary>
internal sealed class ControllersMetrics
{
    private readonly ConcurrentBag<Func<int>> _waiting = [];
    private readonly Meter? _meter;
    private readonly Counter<long>? _changes;
    private readonly Counter<long>? _purges;
    private readonly Counter<long>? _memberships;
    private readonly Counter<long>? _reports;
    private readonly Counter<long>? _patches;
    private readonly Counter<long>? _confirmations;

    public ControllersMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.Controllers");
        _changes = _meter?.CreateCounter<long>("kubeedge.controllers.changes", "{change}", "Changes of the API by resource");
        _purges = _meter?.CreateCounter<long>("kubeedge.controllers.purges", "{node}", "Deleted nodes by what became of their delivery records");
        _memberships = _meter?.CreateCounter<long>(
            "kubeedge.controllers.devices.memberships", "{message}", "Messages that told a node which devices it has");
        _reports = _meter?.CreateCounter<long>(
            "kubeedge.controllers.devices.reports", "{message}", "Reports of nodes about devices by what was done with them");
        _patches = _meter?.CreateCounter<long>(
            "kubeedge.controllers.devices.patches", "{patch}", "Writes of a device's status by how they ended");
        _confirmations = _meter?.CreateCounter<long>(
            "kubeedge.controllers.devices.confirmations", "{message}", "Confirmations of reports by whether they could be sent");
        _meter?.CreateObservableGauge(
            "kubeedge.controllers.changes.waiting",
            () => _waiting.Sum(static count => count()),
            "{change}",
            "Changes of the API that wait to be worked into the desired state");
    }

    /// <summary>Shows how many changes wait to be worked in; several that are shown add up.</summary>
    public void ShowWaiting(Func<int> count) => _waiting.Add(count);

    /// <summary>Shows how many devices have reports that are not written yet.</summary>
    public void ShowUnwritten(Func<int> count) => _meter?.CreateObservableGauge(
        "kubeedge.controllers.devices.waiting", count, "{device}", "Devices with reports that are not in the API yet");

    public void Changed(string resource) => _changes?.Add(1, new KeyValuePair<string, object?>("resource", resource));

    public void Purged(string outcome) => _purges?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void MembershipSent() => _memberships?.Add(1);

    public void Reported(string outcome) => _reports?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Patched(string outcome) => _patches?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Confirmed(string outcome) => _confirmations?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
