using System.Globalization;
using KubeEdge.Testing;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.InMemory;
using KubeEdge.Viaduct.Tests.Peers;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class BackPressureTests
{
    [Fact]
    public async Task ThousandMessagesWhileNobodyReads_NoneIsLost()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        for (var i = 0; i < 1000; i++)
        {
            await link.Edge.SendAsync(Sample.Message($"{i}")).AsTask().WaitAsync(Sample.Patience);
        }

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal($"{i}", Sample.TextOf(await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience)));
        }
    }

    [Theory]
    [InlineData(10, long.MaxValue)]
    [InlineData(int.MaxValue, 5_000)]
    [InlineData(1, 1)]
    public async Task LimitReached_SlowsTheSenderDownAndLosesNothing(int messages, long bytes)
    {
        var options = new LinkOptions { Limits = new() { InboundMessages = messages, InboundBytes = bytes } };
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, options);
        var filler = new string('f', 2000);
        var sends = Enumerable.Range(0, 500).Select(i => link.Edge.SendAsync(Sample.Message($"{i} {filler}")).AsTask()).ToList();
        await sends[0].WaitAsync(Sample.Patience);

        var all = Task.WhenAll(sends);
        for (var i = 0; i < 500; i++)
        {
            if (i == 250)
            {
                Assert.False(all.IsCompleted, "a megabyte cannot have left while at most the limits and two pipes hold it");
            }

            var text = Sample.TextOf(await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience));
            Assert.Equal(i, int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture));
        }

        await all.WaitAsync(Sample.Patience);
    }

    [Fact]
    public async Task ReaderBlockedForTwentySeconds_PingsAreAnsweredAndNothingIsLost()
    {
        var clock = new ManualTimeProvider();
        await using var peer = new RawPeer(clock: clock);
        for (var second = 0; second < 20; second++)
        {
            for (var i = 0; i < 100; i++)
            {
                await peer.SendMessageAsync($"{second}-{i}");
            }

            await peer.SendAsync(Opcode.Ping, [(byte)second]);
            clock.Advance(TimeSpan.FromSeconds(1));
            var pong = await peer.ReadAsync();
            Assert.Equal(Opcode.Pong, pong!.Opcode);
            Assert.Equal(second, Assert.Single(pong.Payload));
        }

        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal($"{i / 100}-{i % 100}", (await peer.DeliveredAsync()).Header.Id.ToString());
        }
    }

    [Fact]
    public async Task AbsentReader_ClosesWithReasonAfterTheStallTimeoutAndKeepsWhatCame()
    {
        var clock = new ManualTimeProvider();
        var options = new LinkOptions { Limits = new() { InboundMessages = 3 } };
        await using var peer = new RawPeer(options: options, clock: clock);
        for (var i = 0; i < 3; i++)
        {
            await peer.SendMessageAsync($"{i}");
        }

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));

        var close = await peer.ReadAsync();
        Assert.Equal(CloseCode.Policy, close!.CloseCode);
        Assert.Equal("nobody takes the messages received", close.CloseReason);
        await peer.SendCloseAsync(CloseCode.Policy);
        Assert.Equal(LinkCloseReason.Timeout, (await peer.ClosedAsync()).Reason);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal($"{i}", (await peer.DeliveredAsync()).Header.Id.ToString());
        }
    }

    [Fact]
    public async Task SlowReader_IsWaitedFor()
    {
        var clock = new ManualTimeProvider();
        var options = new LinkOptions { Limits = new() { InboundMessages = 3 }, PingInterval = Timeout.InfiniteTimeSpan };
        await using var peer = new RawPeer(options: options, clock: clock);
        for (var i = 0; i < 30; i++)
        {
            await peer.SendMessageAsync($"{i}");
        }

        for (var i = 0; i < 30; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal($"{i}", (await peer.DeliveredAsync()).Header.Id.ToString());
        }

        Assert.False(peer.Link.Closed.IsCompleted);
    }

    [Fact]
    public async Task PeerThatAsksForAcksButReadsNone_IsSlowedDownToo()
    {
        var gate = new GateStream.Gate();
        var options = new LinkOptions { Limits = new() { OutboundBytes = 2000 } };
        await using var peer = new RawPeer(options: options, wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var asking = Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                await peer.SendMessageAsync($"{i}", "ping");
            }
        });
        await gate.Waiting.WaitAsync(Sample.Patience);
        Assert.False(asking.IsCompleted);

        gate.Open();

        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(Opcode.Text, (await peer.ReadAsync())!.Opcode);
        }

        await asking.WaitAsync(Sample.Patience);
    }
}
