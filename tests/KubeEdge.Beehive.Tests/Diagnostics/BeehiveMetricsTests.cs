using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive.Tests.Diagnostics;

public sealed class BeehiveMetricsTests : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly ConcurrentDictionary<string, long> _sums = new();

    [Fact]
    public async Task Bus_InUse_CountsWhatHappened()
    {
        using var listener = Listen();
        using var metrics = new BeehiveMetrics(this);
        var bus = new MessageBus(Options.Create(new BeehiveOptions { InboxCapacity = 1 }), TimeProvider.System, metrics);
        var inbox = bus.Register("m", "g");
        var message = new Message(new MessageHeader(MessageId.New(), default, 0), default, default);

        bus.TrySend("m", message);
        bus.TrySend("m", message);
        bus.TrySend("nobody", message);
        var waiting = bus.SendAsync("m", message).AsTask();
        await inbox.Reader.NextAsync();
        await waiting.Soon();
        bus.TryReply(message);
        listener.RecordObservableInstruments();
        bus.Close(inbox);
        bus.TrySend("m", message);
        metrics.Restarted("m");

        Assert.Equal(2, _sums["kubeedge.bus.messages module=m"]);
        Assert.Equal(1, _sums["kubeedge.bus.waits module=m"]);
        Assert.Equal(1, _sums["kubeedge.bus.refusals status=full"]);
        Assert.Equal(1, _sums["kubeedge.bus.refusals status=unknown_target"]);
        Assert.Equal(1, _sums["kubeedge.bus.refusals status=closed"]);
        Assert.Equal(1, _sums["kubeedge.bus.inbox.length module=m"]);
        Assert.Equal(0, _sums["kubeedge.bus.requests.pending"]);
        Assert.Equal(1, _sums["kubeedge.bus.discards module=m"]);
        Assert.Equal(1, _sums["kubeedge.bus.replies.unmatched"]);
        Assert.Equal(1, _sums["kubeedge.module.restarts module=m"]);
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (_meters.Contains(instrument.Meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Key["kubeedge.".Length..]}={tags[0].Value}";
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
