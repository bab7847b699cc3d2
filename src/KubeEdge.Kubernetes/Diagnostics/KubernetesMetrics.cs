using System.Diagnostics.Metrics;

namespace KubeEdge.Kubernetes.Diagnostics;

/// <summary>This package's instruments. Without a factory nothing is measured. The meter belongs to the factory.</summary>
internal sealed class KubernetesMetrics
{
    private readonly Histogram<double>? _requests;
    private readonly Counter<long>? _events;
    private readonly Counter<long>? _lists;

    public KubernetesMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create("KubeEdge.Kubernetes");
        _requests = meter?.CreateHistogram<double>(
            "kubeedge.kubernetes.request.duration", "s", "Time from sending a call to the last byte of its answer.");
        _events = meter?.CreateCounter<long>("kubeedge.informer.events", "{event}", "Changes that informers reported.");
        _lists = meter?.CreateCounter<long>("kubeedge.informer.lists", "{list}", "Complete lists of informers, the first one included.");
    }

    /// <summary>A call was answered; code 0 when it was not.</summary>
    public void Answered(HttpMethod method, int code, TimeSpan elapsed)
    {
        if (_requests is { Enabled: true })
        {
            _requests.Record(
                elapsed.TotalSeconds,
                new KeyValuePair<string, object?>("http.request.method", method.Method),
                new KeyValuePair<string, object?>("http.response.status_code", code));
        }
    }

    public void Reported(string resource, int events)
    {
        if (_events is { Enabled: true })
        {
            _events.Add(events, new KeyValuePair<string, object?>("kubeedge.resource", resource));
        }
    }

    public void Listed(string resource)
    {
        if (_lists is { Enabled: true })
        {
            _lists.Add(1, new KeyValuePair<string, object?>("kubeedge.resource", resource));
        }
    }
}
