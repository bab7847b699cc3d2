using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using KubeEdge.Beehive.Diagnostics;

namespace KubeEdge.Beehive.Tests.Diagnostics;

/// <summary>What a scrape says, to the letter. Each test has instruments of its own name: other tests measure meanwhile.</summary>
[Collection("exporters")]
public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new("KubeEdge.Example");

    [Fact]
    public void Write_CounterWithTags_HasASeriesForEach()
    {
        using var exporter = new PrometheusExporter();
        var counter = _meter.CreateCounter<long>("example.counted.messages", "{message}", "Messages, by module.");
        counter.Add(2, new KeyValuePair<string, object?>("kubeedge.module", "twin"));
        counter.Add(1, new KeyValuePair<string, object?>("kubeedge.module", "hub"));
        counter.Add(3, new KeyValuePair<string, object?>("kubeedge.module", "twin"));

        Assert.Equal(
            """
            # HELP example_counted_messages_total Messages, by module.
            # TYPE example_counted_messages_total counter
            example_counted_messages_total{kubeedge_module="hub"} 1
            example_counted_messages_total{kubeedge_module="twin"} 5

            """,
            Scrape(exporter, "example_counted"));
    }

    [Fact]
    public void Write_TagsInAnotherOrderOrType_AreTheSameSeries()
    {
        using var exporter = new PrometheusExporter();
        var counter = _meter.CreateCounter<int>("example.ordered.calls", "{call}");
        counter.Add(1, new("code", 200), new("method", "GET"));
        counter.Add(1, new("method", "GET"), new("code", "200"));

        Assert.Equal(
            """
            # TYPE example_ordered_calls_total counter
            example_ordered_calls_total{code="200",method="GET"} 2

            """,
            Scrape(exporter, "example_ordered"));
    }

    [Fact]
    public void Write_HistogramWithAdvice_HasItsBuckets()
    {
        using var exporter = new PrometheusExporter();
        var histogram = _meter.CreateHistogram(
            "example.timed.duration", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (double seconds in (double[])[0.05, 0.1, 0.5, 2.25])
        {
            histogram.Record(seconds, new KeyValuePair<string, object?>("call", "a"));
        }

        Assert.Equal(
            """
            # HELP example_timed_duration_seconds Time.
            # TYPE example_timed_duration_seconds histogram
            example_timed_duration_seconds_bucket{call="a",le="0.1"} 2
            example_timed_duration_seconds_bucket{call="a",le="1"} 3
            example_timed_duration_seconds_bucket{call="a",le="+Inf"} 4
            example_timed_duration_seconds_sum{call="a"} 2.9
            example_timed_duration_seconds_count{call="a"} 4

            """,
            Scrape(exporter, "example_timed"));
    }

    [Fact]
    public void Write_HistogramWithoutAdvice_HasBucketsForItsUnit()
    {
        using var exporter = new PrometheusExporter();
        _meter.CreateHistogram<int>("example.grouped.batches", "{batch}").Record(20);
        _meter.CreateHistogram<double>("example.grouped.time", "s").Record(0.0002);

        string text = Scrape(exporter, "example_grouped");
        Assert.Contains(
            "example_grouped_batches_bucket{le=\"10\"} 0\nexample_grouped_batches_bucket{le=\"25\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "example_grouped_time_seconds_bucket{le=\"0.0001\"} 0\nexample_grouped_time_seconds_bucket{le=\"0.00025\"} 1\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UpDownCounterAndGauge_AreGauges()
    {
        using var exporter = new PrometheusExporter();
        var active = _meter.CreateUpDownCounter<long>("example.level.active", "{link}", "Links.");
        active.Add(3);
        active.Add(-1);
        var gauge = _meter.CreateGauge<double>("example.level.heat", "Cel");
        gauge.Record(20.5);
        gauge.Record(21.5);

        Assert.Equal(
            """
            # HELP example_level_active Links.
            # TYPE example_level_active gauge
            example_level_active 2
            # TYPE example_level_heat_celsius gauge
            example_level_heat_celsius 21.5

            """,
            Scrape(exporter, "example_level"));
    }

    [Fact]
    public void Write_ObservableInstruments_AreAskedEachTime()
    {
        using var exporter = new PrometheusExporter();
        long now = 5;
        Measurement<long>[] measured = [new(1, [new("queue", "a")]), new(2, [new("queue", "b")])];
        _meter.CreateObservableCounter("example.seen.bytes", () => now, "By");
        _meter.CreateObservableGauge("example.seen.length", () => measured);
        _meter.CreateObservableUpDownCounter("example.seen.open", () => now * 2);
        string first = Scrape(exporter, "example_seen");
        now = 7;
        measured = measured[1..];

        Assert.Contains("example_seen_length{queue=\"a\"} 1\n", first, StringComparison.Ordinal);
        Assert.Equal(
            """
            # TYPE example_seen_bytes_total counter
            example_seen_bytes_total 7
            # TYPE example_seen_length gauge
            example_seen_length{queue="b"} 2
            # TYPE example_seen_open gauge
            example_seen_open 14

            """,
            Scrape(exporter, "example_seen"));
    }

    [Fact]
    public void Write_OddCharacters_AreEscaped()
    {
        using var exporter = new PrometheusExporter();
        var counter = _meter.CreateCounter<long>("example.odd-name", "{x}", "One\\two\nthree \"four\"");
        counter.Add(1, new KeyValuePair<string, object?>("1.tag", "a\\b\"c\nd é"));
        counter.Add(1, new KeyValuePair<string, object?>("1.tag", null));

        Assert.Equal(
            "# HELP example_odd_name_total One\\\\two\\nthree \"four\"\n# TYPE example_odd_name_total counter\n"
            + "example_odd_name_total{_1_tag=\"\"} 1\nexample_odd_name_total{_1_tag=\"a\\\\b\\\"c\\nd é\"} 1\n",
            Scrape(exporter, "example_odd"));
    }

    [Fact]
    public void Record_MoreSeriesThanTheLimit_AreDroppedAndCounted()
    {
        using var exporter = new PrometheusExporter(seriesLimit: 3);
        var counter = _meter.CreateCounter<long>("example.many");
        for (int i = 0; i < 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i % 5));
        }

        Assert.Equal(
            """
            # TYPE example_many_total counter
            example_many_total{n="0"} 2
            example_many_total{n="1"} 2
            example_many_total{n="2"} 2
            kubeedge_metrics_dropped_total{name="example_many_total"} 4

            """,
            Scrape(exporter, "example_many"));
    }

    [Fact]
    public void Record_AKnownSeries_AllocatesNothing()
    {
        using var exporter = new PrometheusExporter();
        var counter = _meter.CreateCounter<long>("example.cheap");
        var histogram = _meter.CreateHistogram<double>("example.cheap.time", "s");
        var tag = new KeyValuePair<string, object?>("kubeedge.module", "twin");
        Measure(1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure(int times)
        {
            for (int i = 0; i < times; i++)
            {
                counter.Add(1);
                counter.Add(1, tag);
                counter.Add(1, tag, new KeyValuePair<string, object?>("kubeedge.outcome", "sent"));
                histogram.Record(0.5, tag);
            }
        }
    }

    [Fact]
    public async Task Record_FromManyThreads_LosesNothing()
    {
        using var exporter = new PrometheusExporter();
        var counter = _meter.CreateCounter<long>("example.raced");
        var sums = _meter.CreateHistogram<double>("example.raced.sums");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("n", i % 40));
                sums.Record(0.5);
            }
        }))).Soon();

        string text = Scrape(exporter, "example_raced");
        Assert.Equal(40, text.Split("} 1000\n").Length - 1);
        Assert.Contains("example_raced_sums_sum 20000\nexample_raced_sums_count 40000\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_MetersOfAnotherHost_AreLeftOut()
    {
        using var own = new MeterFactory();
        using var other = new MeterFactory();
        using var exporter = new PrometheusExporter(own);
        own.Create("KubeEdge.Example").CreateCounter<long>("example.scoped").Add(1);
        other.Create("KubeEdge.Example").CreateCounter<long>("example.scoped").Add(10);
        _meter.CreateCounter<long>("example.scoped").Add(100);
        using var stranger = new Meter("Somebody.Else");
        stranger.CreateCounter<long>("example.scoped.stranger").Add(1);

        Assert.Equal("# TYPE example_scoped_total counter\nexample_scoped_total 101\n", Scrape(exporter, "example_scoped"));
    }

    [Fact]
    public void Published_TwoKindsOfOneName_TheFirstStands()
    {
        using var exporter = new PrometheusExporter();
        _meter.CreateUpDownCounter<long>("example.twice").Add(1);
        _meter.CreateHistogram<long>("example.twice").Record(5);

        Assert.Equal("# TYPE example_twice gauge\nexample_twice 1\n", Scrape(exporter, "example_twice"));
    }

    [Fact]
    public void Write_InstrumentThatThrows_LeavesTheOthers()
    {
        using var exporter = new PrometheusExporter();
        _meter.CreateObservableGauge<long>("example.broken", Broken);
        _meter.CreateObservableGauge<long>("example.broken.not", () => 1);

        Assert.Equal("# TYPE example_broken gauge\n# TYPE example_broken_not gauge\nexample_broken_not 1\n", Scrape(exporter, "example_broken"));

        static long Broken() => throw new InvalidOperationException("broken");
    }

    [Fact]
    public void Write_TheRuntime_SaysMemoryCollectionsAndThreads()
    {
        using var exporter = new PrometheusExporter();

        string text = Scrape(exporter, "dotnet_");
        Assert.Contains("dotnet_process_memory_working_set_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total{gc_heap_generation=\"gen0\"} ", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_thread_pool_thread_count_total ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubeedge.link.io", "By", true, "kubeedge_link_io_bytes_total")]
    [InlineData("kubeedge.bus.messages", "{message}", true, "kubeedge_bus_messages_total")]
    [InlineData("a.seconds", "s", false, "a_seconds")]
    [InlineData("a.total", null, true, "a_total")]
    [InlineData("a.share", "1", false, "a_share_ratio")]
    [InlineData("a.rate", "By/s", false, "a_rate_By_s")]
    public void Of_NameAndUnit_IsPrometheusName(string name, string? unit, bool isCounter, string expected) =>
        Assert.Equal(expected, MetricName.Of(name, unit, isCounter));

    public void Dispose() => _meter.Dispose();

    /// <summary>The lines about the metrics of one test.</summary>
    private static string Scrape(PrometheusExporter exporter, string prefix)
    {
        var output = new ArrayBufferWriter<byte>();
        exporter.Write(output);
        return string.Concat(Encoding.UTF8.GetString(output.WrittenSpan)
            .Split('\n')
            .Where(line => line.Contains(prefix, StringComparison.Ordinal))
            .Select(line => line + "\n"));
    }

    private sealed class MeterFactory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
