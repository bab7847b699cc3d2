using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Viaduct.Tests.Diagnostics;

public sealed class ViaductMetricsTests
{
    [Fact]
    public async Task Link_FromOpenToClose_IsCounted()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var sums = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other tests have meters of the same name.
            if (instrument.Meter.Scope == factory)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            sums.AddOrUpdate(instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Value}")), value, (_, sum) => sum + value));
        listener.Start();
        await using (var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, Sample.Unhurried, meterFactory: factory))
        {
            await link.Edge.SendAsync(Sample.Message("up"));
            await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
            Assert.Equal(2, sums["kubeedge.link.active"]);
            await link.Edge.CloseAsync().AsTask().WaitAsync(Sample.Patience);
            await link.Cloud.Closed.WaitAsync(Sample.Patience);
        }

        listener.RecordObservableInstruments();
        Assert.Equal(0, sums["kubeedge.link.active"]);
        Assert.Equal(1, sums["kubeedge.link.messages in"]);
        Assert.Equal(1, sums["kubeedge.link.messages out"]);
        Assert.Equal(sums["kubeedge.link.io out"], sums["kubeedge.link.io in"]);
        Assert.Equal(1, sums["kubeedge.link.closes local"]);
        Assert.Equal(1, sums["kubeedge.link.closes peer_closed"]);
        Assert.Equal(0, sums["kubeedge.link.inbound.queue"]);
        Assert.Equal(0, sums["kubeedge.link.outbound.queue"]);
    }
}
