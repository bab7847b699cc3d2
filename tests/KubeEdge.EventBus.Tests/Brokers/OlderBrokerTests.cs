using System.Net;
using System.Net.Sockets;
using KubeEdge.EventBus.Brokers;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>A broker beside the process that speaks 3.1.1 and nothing later.</summary>
public sealed class OlderBrokerTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] _accepted = [0x20, 0x02, 0x00, 0x00];

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x00)]
    public async Task Connect_AnsweredInTheOlderVersion_GoesOnWithIt(byte code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new ExternalBrokerOptions { Server = new Uri($"tcp://{listener.LocalEndpoint}") };
        await using var broker = new ExternalBroker(options, "edge-1", TimeProvider.System, NullLoggerFactory.Instance, null);
        await using (var first = await broker.ConnectAsync(LaneDuty.Data, CancellationToken.None))
        {
            var outdated = broker.OutdatedAsync(LaneDuty.Data, first, CancellationToken.None);
            using var refused = await AnswerAsync(listener, level: 5, [0x20, 0x02, 0x00, code]);
            await outdated.WaitAsync(_limit);
        }

        // What the first has dialled again by itself meanwhile must not be taken for the second.
        while (listener.Pending())
        {
            (await listener.AcceptTcpClientAsync()).Dispose();
        }

        await using var second = await broker.ConnectAsync(LaneDuty.Data, CancellationToken.None);
        using var accepted = await AnswerAsync(listener, level: 4, _accepted);
        await second.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
    }

    /// <summary>Takes the next CONNECT, which asks for that protocol level, and answers it.</summary>
    private static async Task<TcpClient> AnswerAsync(TcpListener listener, byte level, byte[] answer)
    {
        var client = await listener.AcceptTcpClientAsync().WaitAsync(_limit);
        var stream = client.GetStream();
        var read = new byte[256];
        var count = 0;
        while (read.AsSpan(0, count).IndexOf("MQTT"u8) is var at && (at < 0 || count < at + 5))
        {
            var more = await stream.ReadAsync(read.AsMemory(count)).AsTask().WaitAsync(_limit);
            Assert.NotEqual(0, more);
            count += more;
        }

        Assert.Equal(level, read[read.AsSpan(0, count).IndexOf("MQTT"u8) + 4]);
        await stream.WriteAsync(answer).AsTask().WaitAsync(_limit);
        return client;
    }
}
