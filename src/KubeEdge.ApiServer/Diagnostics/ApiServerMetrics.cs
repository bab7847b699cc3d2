using System.Diagnostics.Metrics;

namespace KubeEdge.ApiServer.Diagnostics;

/// <summary>Instruments of the meter <c>KubeEdge.ApiServer</c>.</summary>
internal sealed class ApiServerMetrics
{
    private readonly Counter<long>? _requests;
    private readonly UpDownCounter<long>? _watches;
    private readonly Counter<long>? _events;
    private readonly Counter<long>? _cut;

    public ApiServerMetrics(IMeterFactory? meters)
    {
        if (meters?.Create("KubeEdge.ApiServer") is not { } meter)
        {
            return;
        }

        _requests = meter.CreateCounter<long>("kubeedge.apiserver.requests", "{request}", "Answered requests");
        _watches = meter.CreateUpDownCounter<long>("kubeedge.apiserver.watches", "{watch}", "Watches being served");
        _events = meter.CreateCounter<long>("kubeedge.apiserver.watch.events", "{event}", "Events sent to watches");
        _cut = meter.CreateCounter<long>("kubeedge.apiserver.watch.cut", "{watch}", "Watches cut off because their client took nothing");
    }

    public void RequestAnswered(string verb, int code)
    {
        if (_requests is { Enabled: true } counter)
        {
            counter.Add(1, new("verb", verb), new("code", code));
        }
    }

    public void WatchStarted() => _watches?.Add(1);

    public void WatchEnded() => _watches?.Add(-1);

    public void EventSent() => _events?.Add(1);

    public void WatchCut() => _cut?.Add(1);
}
