using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using KubeEdge.EventBus.Brokers;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>A broker that was started again and sends all that its session kept, without waiting for acknowledgements.</summary>
public sealed class ResumedSessionTests
{
    private const int Kept = 1000;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] _resumed = [0x20, 0x03, 0x01, 0x00, 0x00];

    [Fact]
    public async Task Session_OfManyMessages_ComesOverOneConnection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new ExternalBrokerOptions { Server = new Uri($"tcp://{listener.LocalEndpoint}") };
        await using var broker = new ExternalBroker(options, "edge-1", TimeProvider.System, NullLoggerFactory.Instance, null);
        await using var client = await broker.ConnectAsync(LaneDuty.Data, CancellationToken.None);
        using var peer = await listener.AcceptTcpClientAsync().WaitAsync(_limit);
        Assert.NotEqual(0, await peer.GetStream().ReadAsync(new byte[256]).AsTask().WaitAsync(_limit));
        await peer.GetStream().WriteAsync(_resumed).AsTask().WaitAsync(_limit);

        var sending = SendAsync(peer.GetStream());
        for (var i = 0; i < Kept; i++)
        {
            var delivery = await client.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
            Assert.Equal(i + 1, BinaryPrimitives.ReadUInt16BigEndian(delivery.Message.Payload.Span));
        }

        await sending.WaitAsync(_limit);
        Assert.Equal(MqttConnectionState.Connected, client.State);
    }

    private static async Task SendAsync(NetworkStream stream)
    {
        for (var id = 1; id <= Kept; id++)
        {
            // A PUBLISH of QoS 1 on the topic "a", without properties; its payload is its number.
            byte[] publish = [0x32, 0x08, 0x00, 0x01, (byte)'a', (byte)(id >> 8), (byte)id, 0x00, (byte)(id >> 8), (byte)id];
            await stream.WriteAsync(publish);
        }
    }
}
