using System.Buffers;
using KubeEdge.Mqtt.Connections;
using KubeEdge.Mqtt.Listening;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Clients that read nothing. Whatever they do, their connection ends and is given back.</summary>
public sealed class StuckClientTests
{
    [Fact]
    public async Task Client_NeverReadsAndBreaksTheNetwork_EndsItsConnection()
    {
        await using var host = await TestBroker.StartAsync();
        await using var network = new FloodingStream(breaks: true);

        await Serve(host, network).WaitAsync(RawClient.Patience);
    }

    [Fact]
    public async Task Client_NeverReads_IsGivenUpInTime()
    {
        await using var host = await TestBroker.StartAsync();
        await using var network = new FloodingStream(breaks: false);
        var served = Serve(host, network);
        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(60));

        host.Clock.Advance(TimeSpan.FromSeconds(60));

        await served.WaitAsync(RawClient.Patience);
    }

    [Fact]
    public async Task ControlOutput_64KiBWait_HasNoRoomUntilTheWriterTookThem()
    {
        var output = new ControlOutput();
        for (var bytes = 2; bytes < 64 * 1024; bytes += 2)
        {
            output.WritePingAnswer();
            Assert.True(output.WaitForRoomAsync().IsCompleted);
        }

        output.WritePingAnswer();
        var room = output.WaitForRoomAsync();
        Assert.False(room.IsCompleted);
        var taken = new ArrayBufferWriter<byte>();
        output.MoveTo(taken);

        await room.WaitAsync(RawClient.Patience);
        Assert.Equal(64 * 1024, taken.WrittenCount);
    }

    private static Task Serve(TestBroker host, Stream network) =>
        ((IConnectionHost)host.Broker).ServeAsync(network, new ConnectionPeer(null, null));
}
