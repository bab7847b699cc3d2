using KubeEdge.Beehive.Dispatch;
using KubeEdge.Testing;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Tests.Peers;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class LivenessTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task SilentPeer_IsPingedAfterTheInterval()
    {
        await using var peer = new RawPeer(clock: _clock);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Opcode.Ping, (await peer.ReadAsync())!.Opcode);
    }

    [Fact]
    public async Task HalfOpenPeer_IsGivenUpWithinThirtySecondsAndPendingCallsFail()
    {
        await using var peer = new RawPeer(options: Sample.PingsOnly, clock: _clock);
        var request = peer.Link.RequestAsync(Sample.Message("?"), TimeSpan.FromMinutes(5)).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(peer.Link.Closed.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var closed = await peer.ClosedAsync();
        Assert.Equal(LinkCloseReason.Timeout, closed.Reason);
        Assert.Equal("no sign of life for 30 s", closed.Detail);
        Assert.Equal(SendStatus.Closed, (await request.WaitAsync(Sample.Patience)).Status);
        Assert.False(await peer.Link.Inbound.WaitToReadAsync().AsTask().WaitAsync(Sample.Patience));
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task PeerThatOnlyAnswersPings_IsKept()
    {
        await using var peer = new RawPeer(options: Sample.PingsOnly, clock: _clock);
        for (var minute = 0; minute < 20; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(Opcode.Ping, (await peer.ReadAsync())!.Opcode);
            _clock.Advance(TimeSpan.FromSeconds(19));
            await peer.SendAsync(Opcode.Pong, []);
            await peer.SendMessageAsync("proof that the pong was read");
            await peer.DeliveredAsync();
        }

        Assert.False(peer.Link.Closed.IsCompleted);
    }

    [Fact]
    public async Task PeerThatSendsData_IsNotPinged()
    {
        await using var peer = new RawPeer(clock: _clock);
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(9));
            await peer.SendMessageAsync($"{i}");
            await peer.DeliveredAsync();
        }

        await peer.Link.SendAsync(Sample.Message("first frame of all"));
        Assert.Equal(Opcode.Text, (await peer.ReadAsync())!.Opcode);
    }

    [Fact]
    public async Task PingIntervalInfinite_NeverPingsNorGivesUp()
    {
        await using var peer = new RawPeer(options: new() { PingInterval = Timeout.InfiniteTimeSpan }, clock: _clock);
        _clock.Advance(TimeSpan.FromHours(5));
        await peer.Link.SendAsync(Sample.Message("first frame of all"));
        Assert.Equal(Opcode.Text, (await peer.ReadAsync())!.Opcode);
    }

    [Fact]
    public async Task SocketThatTakesNoBytes_IsCutAfterTheWriteTimeout()
    {
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(clock: _clock, wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var sending = peer.Link.SendAsync(Sample.Message("stuck")).AsTask();
        var behind = peer.Link.SendAsync(Sample.Message("behind")).AsTask();
        await gate.Waiting.WaitAsync(Sample.Patience);

        for (var second = 0; second < 14; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await peer.SendMessageAsync("the peer still talks");
            await peer.DeliveredAsync();
        }

        Assert.False(peer.Link.Closed.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(LinkCloseReason.WriteFailed, (await peer.ClosedAsync()).Reason);
        Assert.Equal(SendStatus.Closed, await sending.WaitAsync(Sample.Patience));
        Assert.Equal(SendStatus.Closed, await behind.WaitAsync(Sample.Patience));
    }
}
