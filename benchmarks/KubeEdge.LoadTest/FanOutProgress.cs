using System.Diagnostics.Metrics;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.LoadTest;

/// <summary>Counts what one change brings about: acknowledgements, told by the hub, and ObjectSyncs written, from its meter.</summary>
internal sealed class FanOutProgress : IDeliveryObserver, IDisposable
{
    private readonly string _name;
    private readonly MeterListener _meter = new();
    private Countdown _acknowledged = new(0);
    private Countdown _written = new(0);

    public FanOutProgress(string name)
    {
        _name = name;
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "kubeedge.cloudhub.records.written")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // A record that is made holds no version yet: its status is written when the node has acknowledged.
            if (Equals(tags[0].Value, "update") && Equals(tags[1].Value, "done"))
            {
                _written.Count();
            }
        });
        _meter.Start();
    }

    /// <summary>When the last acknowledgement came.</summary>
    public Task<long> Acknowledged => _acknowledged.Last;

    /// <summary>When the last ObjectSync was written.</summary>
    public Task<long> Written => _written.Last;

    /// <summary>From now on so many of each.</summary>
    public void Expect(int nodes) => (_acknowledged, _written) = (new(nodes), new(nodes));

    public void Dispose() => _meter.Dispose();

    void IDeliveryObserver.Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed)
    {
        if (key.Name == _name)
        {
            _acknowledged.Count();
        }
    }
}
