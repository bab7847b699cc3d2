using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Diagnostics;

public sealed class KubernetesMetricsTests : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly List<string> _measured = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());

    [Fact]
    public async Task Client_CallsAndInformer_AreMeasured()
    {
        using var listener = Listen();
        var cluster = new FakeCluster();
        cluster.PutAll("ab");
        using var client = new KubeClient(new KubeClientOptions { Server = new Uri("http://x") }, cluster.Server, null, this);

        await foreach (var next in new Informer(client, Sample.ConfigMaps, null).RunAsync())
        {
            if (next.Kind == InformerEventKind.Synced)
            {
                break;
            }
        }

        Assert.Equal(
            [
                "kubeedge.kubernetes.request.duration http.request.method=GET http.response.status_code=200",
                "kubeedge.informer.events 2 kubeedge.resource=configmaps",
                "kubeedge.informer.lists 1 kubeedge.resource=configmaps",
            ],
            _measured);
    }

    [Fact]
    public async Task Client_Failures_AreMeasuredWithTheirCode()
    {
        using var listener = Listen();
        var answers = new Queue<Func<HttpResponseMessage>>();
        answers.Enqueue(() => FakeServer.Json(HttpStatusCode.Conflict, Sample.Text(KubeStatus.Conflict(Sample.Nodes, "n").ToJson())));
        answers.Enqueue(() => throw new HttpRequestException("down"));
        using var client = new KubeClient(
            new KubeClientOptions { Server = new Uri("http://x") }, new FakeServer(_ => answers.Dequeue()()), null, this);

        await client.DeleteAsync(Sample.Nodes, null, "n");
        await client.DeleteAsync(Sample.Nodes, null, "n");

        Assert.Equal(
            [
                "kubeedge.kubernetes.request.duration http.request.method=DELETE http.response.status_code=409",
                "kubeedge.kubernetes.request.duration http.request.method=DELETE http.response.status_code=0",
            ],
            _measured);
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests make meters at the same time.
                if (instrument.Meter.Scope == this)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => _measured.Add($"{instrument.Name}{Text(tags)}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Add($"{instrument.Name} {value}{Text(tags)}"));
        listener.Start();
        return listener;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = "";
        foreach (var tag in tags)
        {
            text += $" {tag.Key}={tag.Value}";
        }

        return text;
    }
}
