using System.IO.Pipelines;
using System.Net;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;
using KubeEdge.Kubernetes.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.Kubernetes.Tests.Client;

public sealed class KubeClientWatchTests
{
    private static readonly string[] _lines =
    [
        Event("ADDED", Sample.ConfigMap("a", "2")),
        Event("MODIFIED", Sample.ConfigMap("a", "3", "größer")),
        """{"object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"7","creationTimestamp":null}},"type":"BOOKMARK"}""" + "\n",
        Event("DELETED", Sample.ConfigMap("a", "8")),
    ];

    private static readonly (WatchEventKind, string?)[] _expected =
        [(WatchEventKind.Added, "2"), (WatchEventKind.Modified, "3"), (WatchEventKind.Bookmark, "7"), (WatchEventKind.Deleted, "8")];

    [Fact]
    public async Task WatchAsync_Events_ComeInOrderAndEndWithTheServer()
    {
        using var client = new FakeServer(_ => FakeServer.Json(HttpStatusCode.OK, string.Concat(_lines))).Client();
        var events = await ReadAsync(client);
        Assert.Equal(_expected, events.Select(next => (next.Kind, next.Object?.ResourceVersion)));
    }

    [Fact]
    public async Task WatchAsync_Options_AreInTheQuery()
    {
        Assert.True(LabelSelector.TryParse("a=b", out var labels, out _));
        var server = FakeServer.Always(HttpStatusCode.OK, "");
        using var client = server.Client();

        var options = new KubeWatchOptions { ResourceVersion = "5", Timeout = TimeSpan.FromSeconds(90), Labels = labels };
        Assert.Empty(await ReadAsync(client, options));
        Assert.Equal(
            "/prefix/api/v1/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=90&labelSelector=a%3Db", server.Last.Path);
        await ReadAsync(client, new KubeWatchOptions { AllowBookmarks = false });
        Assert.Equal("/prefix/api/v1/configmaps?watch=true&timeoutSeconds=300", server.Last.Path);
    }

    [Fact]
    public async Task WatchAsync_ErrorEvent_IsTheLastValue()
    {
        var error = $$"""{"type":"ERROR","object":{{Sample.Text(KubeStatus.TooOld(1, 5).ToJson())}}}""" + "\n";
        using var client = FakeServer.Always(HttpStatusCode.OK, _lines[0] + error + _lines[1]).Client();

        var events = await ReadAsync(client);

        Assert.Equal([WatchEventKind.Added, WatchEventKind.Error], events.Select(next => next.Kind));
        Assert.True(events[1].Error?.IsExpired);
        Assert.Null(events[1].Object);
    }

    [Fact]
    public async Task WatchAsync_Refused_IsOneErrorValue()
    {
        using var client = FakeServer.Always(HttpStatusCode.Gone, Sample.Text(KubeStatus.TooOld(1, 5).ToJson())).Client();
        var refused = Assert.Single(await ReadAsync(client));
        Assert.True(refused.Error?.IsExpired);
    }

    [Theory]
    [InlineData("x\n", "invalid watch event")]
    [InlineData("[]\n", "invalid watch event: the line is no object")]
    [InlineData("{}\n", "invalid watch event: it has no object")]
    [InlineData("{\"type\":\"NEW\",\"object\":{}}\n", "invalid watch event: its type is \"NEW\"")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{}}\n", "invalid watch event: apiVersion is missing")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n", "invalid watch event: the document is null, expected an object")]
    [InlineData("{\"type\":\"ERROR\",\"object\":{}}\n", "invalid watch event: an error event without a Status")]
    [InlineData("{\"type\":5,\"object\":{}}\n", "invalid watch event")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{}} {}\n", "invalid watch event")]
    public async Task WatchAsync_BrokenLine_IsOneErrorValue(string line, string expected)
    {
        using var client = FakeServer.Always(HttpStatusCode.OK, line + _lines[0]).Client();
        var broken = Assert.Single(await ReadAsync(client));
        Assert.Equal(StatusReasons.InvalidResponse, broken.Error?.Reason);
        Assert.StartsWith(expected, broken.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_CutAtEveryOffset_GivesWholeEventsAndSaysSo()
    {
        var bytes = Sample.Utf8(string.Concat(_lines));
        var boundaries = _lines.Select(line => Sample.Utf8(line).Length).Aggregate(new List<int> { 0 }, (sums, next) => [.. sums, sums[^1] + next]);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length).ToArray();
            using var client = new FakeServer(_ => FakeServer.Stream(new MemoryStream(cut))).Client();

            var events = await ReadAsync(client);

            var whole = boundaries.Count(boundary => boundary <= length) - 1;
            Assert.Equal(_expected[..whole], events.Take(whole).Select(next => (next.Kind, next.Object?.ResourceVersion)));
            if (boundaries.Contains(length))
            {
                Assert.Equal(whole, events.Count);
            }
            else
            {
                Assert.Equal(whole + 1, events.Count);
                Assert.True(events[^1].Error?.IsUnreachable, $"cut at {length}");
            }
        }
    }

    [Fact]
    public async Task WatchAsync_OneBytePerRead_GivesAllEvents()
    {
        using var client = new FakeServer(_ => FakeServer.Stream(new SlowStream(Sample.Utf8("\r\n" + string.Concat(_lines))))).Client();
        var events = await ReadAsync(client);
        Assert.Equal(_expected, events.Select(next => (next.Kind, next.Object?.ResourceVersion)));
    }

    [Fact]
    public async Task WatchAsync_EventOverTheLimit_IsOneErrorValue()
    {
        var large = Event("ADDED", Sample.ConfigMap("a", "2", new string('x', 100_000)));
        using var enough = FakeServer.Always(HttpStatusCode.OK, large + _lines[1]).Client(configure: options => options.Limits.MaxWatchEventBytes = 200_000);
        using var less = FakeServer.Always(HttpStatusCode.OK, large + _lines[1]).Client(configure: options => options.Limits.MaxWatchEventBytes = 50_000);

        Assert.Equal(["2", "3"], (await ReadAsync(enough)).Select(next => next.Object?.ResourceVersion));
        Assert.Equal(StatusReasons.InvalidResponse, Assert.Single(await ReadAsync(less)).Error?.Reason);
    }

    [Fact]
    public async Task WatchAsync_SilentServer_IsEndedAfterItsTimeout()
    {
        var time = new ManualTimeProvider();
        var pipe = new Pipe();
        using var client = new FakeServer(_ => FakeServer.Stream(pipe.Reader.AsStream())).Client(time);
        await pipe.Writer.WriteAsync(Sample.Utf8(_lines[0]));

        await using var events = client.WatchAsync(Sample.ConfigMaps, null, new KubeWatchOptions { Timeout = TimeSpan.FromSeconds(60) }).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(89));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(events.Current.Error?.IsUnreachable);
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, time.ActiveTimers);
    }

    [Fact]
    public async Task WatchAsync_NoAnswer_EndsAtTheDeadline()
    {
        var time = new ManualTimeProvider();
        using var client = new FakeServer(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            throw new InvalidOperationException("never");
        }).Client(time);

        var reading = ReadAsync(client);
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(Assert.Single(await reading).Error?.IsUnreachable);
    }

    [Fact]
    public async Task WatchAsync_CancelledByCaller_Throws()
    {
        var pipe = new Pipe();
        using var stop = new CancellationTokenSource();
        using var client = new FakeServer(_ => FakeServer.Stream(pipe.Reader.AsStream())).Client();
        await using var events = client.WatchAsync(Sample.ConfigMaps, null, cancellationToken: stop.Token).GetAsyncEnumerator();

        var next = events.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static string Event(string type, KubeObject value) => $$"""{"type":"{{type}}","object":{{Sample.Text(value.Json)}}}""" + "\n";

    private static async Task<List<WatchEvent>> ReadAsync(KubeClient client, KubeWatchOptions? options = null)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = new List<WatchEvent>();
        await foreach (var next in client.WatchAsync(Sample.ConfigMaps, null, options, stop.Token))
        {
            events.Add(next);
        }

        return events;
    }
}
