using System.Diagnostics.Metrics;

namespace KubeEdge.DeviceTwin.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class DeviceTwinMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _updates;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _left;
    private readonly Histogram<double> _commit;
    private readonly UpDownCounter<int> _devices;
    private readonly UpDownCounter<int> _unsent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _confirmed;

    public DeviceTwinMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.DeviceTwin") ?? new Meter("KubeEdge.DeviceTwin");
        _updates = _meter.CreateCounter<long>("kubeedge.twin.updates", "{update}", "Updates of twins, by outcome.");
        _ignored = _meter.CreateCounter<long>("kubeedge.twin.ignored", "{message}", "What was left out without an answer, by reason.");
        _left = _meter.CreateCounter<long>("kubeedge.twin.entries.left", "{entry}", "Entries of updates that the rules leave out.");
        _commit = _meter.CreateHistogram<double>(
            "kubeedge.twin.commit.duration", "s", "From handing a batch of updates to the store until it is durable.");
        _devices = _meter.CreateUpDownCounter<int>("kubeedge.twin.devices", "{device}", "Devices of this node.");
        _unsent = _meter.CreateUpDownCounter<int>("kubeedge.twin.unsent", "{twin}", "Twins and states that the cloud has not confirmed.");
        _dropped = _meter.CreateCounter<long>(
            "kubeedge.twin.publishes.dropped", "{message}", "Messages for MQTT clients dropped because the MQTT side takes none.");
        _sent = _meter.CreateCounter<long>(
            "kubeedge.twin.upstream.sent", "{message}", "Messages handed to the link, repeated ones included.");
        _confirmed = _meter.CreateCounter<long>("kubeedge.twin.upstream.confirmed", "{message}", "Messages that the cloud confirmed.");
    }

    public void Updated(UpdateOutcome outcome, int count = 1)
    {
        if (_updates.Enabled)
        {
            _updates.Add(count, new KeyValuePair<string, object?>("kubeedge.outcome", NameOf(outcome)));
        }
    }

    public void Ignored(IgnoredReason reason)
    {
        if (_ignored.Enabled)
        {
            _ignored.Add(1, new KeyValuePair<string, object?>("kubeedge.reason", NameOf(reason)));
        }
    }

    public void Left(int entries)
    {
        if (entries > 0)
        {
            _left.Add(entries);
        }
    }

    public void Committed(TimeSpan elapsed) => _commit.Record(elapsed.TotalSeconds);

    public void Devices(int difference) => _devices.Add(difference);

    public void Unsent(int difference) => _unsent.Add(difference);

    public void PublishDropped() => _dropped.Add(1);

    public void Sent() => _sent.Add(1);

    public void Confirmed() => _confirmed.Add(1);

    public void Dispose() => _meter.Dispose();

    private static string NameOf(UpdateOutcome outcome) => outcome switch
    {
        UpdateOutcome.Stored => "stored",
        UpdateOutcome.Refused => "refused",
        UpdateOutcome.UnknownDevice => "unknown_device",
        _ => "failed",
    };

    private static string NameOf(IgnoredReason reason) => reason switch
    {
        IgnoredReason.State => "state",
        IgnoredReason.Attributes => "attributes",
        IgnoredReason.Membership => "membership",
        IgnoredReason.TooManyDevices => "too_many_devices",
        IgnoredReason.Entries => "entries",
        IgnoredReason.DesiredValue => "desired_value",
        IgnoredReason.Fault => "fault",
        _ => "unknown",
    };
}
