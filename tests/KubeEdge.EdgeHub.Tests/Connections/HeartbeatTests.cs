using System.Buffers;
using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Testing;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Connections;

public sealed class HeartbeatTests : IAsyncDisposable
{
    // The recorded frame of the original's edge (vector ws-keepalive-c2s).
    private const string Recorded =
        """{"header":{"msg_id":"0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0a01","timestamp":1700000000123},"route":{"source":"websocket","group":"resource","operation":"keepalive","resource":"node"},"content":"ping"}""" + "\n";

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123));
    private readonly FakeLink _link = new();

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    [Fact]
    public async Task RunAsync_FirstBeat_IsTheRecordedFrame()
    {
        using var ended = new CancellationTokenSource();
        var beating = NewHeartbeat().RunAsync(_link, ended.Token);

        var (message, lane) = await _link.NextAsync();

        var output = new ArrayBufferWriter<byte>();
        MessageJson.Write(output, message.WithHeader(message.Header with { Id = MessageId.Parse("0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0a01") }));
        Assert.Equal(Recorded, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(LinkLane.Urgent, lane);
        Assert.Equal(36, message.Header.Id.ToString().Length);
        await ended.CancelAsync();
        await beating.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RunAsync_FiveMinutes_BeatsAtOnceAndEvery15Seconds()
    {
        using var ended = new CancellationTokenSource();
        var beating = NewHeartbeat().RunAsync(_link, ended.Token);
        var times = new List<long>();
        for (var i = 0; i <= 20; i++)
        {
            times.Add((await _link.NextAsync()).Message.Header.TimestampMs - 1700000000123);
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(15));
            _clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(Enumerable.Range(0, 21).Select(i => i * 15_000L), times);
        await ended.CancelAsync();
        await beating.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task RunAsync_LinkTakesNoMore_Ends()
    {
        _link.OnSend = (_, _) => ValueTask.FromResult(SendStatus.Closed);

        await NewHeartbeat().RunAsync(_link, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, _clock.ActiveTimers);
    }

    private Heartbeat NewHeartbeat() => new(TimeSpan.FromSeconds(15), new MessageFactory(_clock), _clock);
}
