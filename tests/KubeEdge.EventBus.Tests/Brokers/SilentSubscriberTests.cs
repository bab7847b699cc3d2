using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>A client of the broker inside the process that reads nothing of what it asked for.</summary>
public sealed class SilentSubscriberTests
{
    private const int Messages = 20_000;
    private const int Payload = 1024;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    // MQTT 3.1.1, client "silent"; SUBSCRIBE to "site/#" with QoS 0, so that nothing but its network holds messages up.
    private static readonly byte[] _connect = [0x10, 18, 0, 4, .. "MQTT"u8, 4, 2, 0, 0, 0, 6, .. "silent"u8];
    private static readonly byte[] _subscribe = [0x82, 11, 0, 1, 0, 6, .. "site/#"u8, 0];

    [Fact]
    public async Task SubscriberThatNeverReads_LosesWhatIsOverItsQueue_AndDelaysNobody()
    {
        await using var rig = await MqttRig.StartInternalAsync();
        await using var link = await rig.LinkAsync();
        var server = rig.State.Brokers[0].Server;
        using var silent = await SubscribeAndStopReadingAsync(server.Port);
        await using var listener = await ConnectAsync(server);
        Assert.True((await listener.SubscribeAsync([new MqttSubscription("site/#")]).AsTask().WaitAsync(_limit)).IsSuccess);
        await using var device = await ConnectAsync(server);

        // As fast as the one that listens can hear.
        for (var first = 0; first < Messages; first += 500)
        {
            var sent = Enumerable.Range(first, 500).Select(number => PublishAsync(device, "site/plan", $"{number}")).ToList();
            for (var number = first; number < first + 500; number++)
            {
                Assert.Equal($"{number}", await NextAsync(listener));
            }

            await Task.WhenAll(sent).WaitAsync(_limit);
        }

        await PublishAsync(device, "default/user/test", "up").WaitAsync(_limit);
        Assert.True((await BusRig.NextAsync(link)).Content.TryGetText(out var text));
        Assert.Equal("up", text.TrimEnd());
        var rest = silent.GetStream();
        silent.Client.Shutdown(SocketShutdown.Send);
        Assert.InRange(await RestAsync(rest), 0, Messages / 2 * Payload);
    }

    private static async Task<TcpClient> SubscribeAndStopReadingAsync(int port)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(_limit);
        await client.GetStream().WriteAsync(_connect).AsTask().WaitAsync(_limit);
        await client.GetStream().ReadExactlyAsync(new byte[4]).AsTask().WaitAsync(_limit);
        await client.GetStream().WriteAsync(_subscribe).AsTask().WaitAsync(_limit);
        await client.GetStream().ReadExactlyAsync(new byte[5]).AsTask().WaitAsync(_limit);
        return client;
    }

    private static async Task<MqttClient> ConnectAsync(Uri server)
    {
        var client = new MqttClient(new MqttClientOptions { Server = server });
        client.Start();
        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        return client;
    }

    private static async Task PublishAsync(MqttClient device, string topic, string text)
    {
        var message = new MqttMessage { Topic = topic, Payload = BusRig.Utf8(text.PadRight(Payload)), Qos = MqttQos.AtLeastOnce };
        Assert.True((await device.PublishAsync(message).AsTask().WaitAsync(_limit)).IsSuccess);
    }

    private static async Task<string> NextAsync(MqttClient listener)
    {
        var delivery = await listener.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
        delivery.Acknowledge();
        return Encoding.UTF8.GetString(delivery.Message.Payload.Span).TrimEnd();
    }

    /// <summary>How many bytes come until the broker ends the connection.</summary>
    private static async Task<long> RestAsync(NetworkStream stream)
    {
        var scrap = new byte[64 * 1024];
        var bytes = 0L;
        try
        {
            while (await stream.ReadAsync(scrap).AsTask().WaitAsync(_limit) is > 0 and var read)
            {
                bytes += read;
            }
        }
        catch (IOException)
        {
            // The broker had already given it up.
        }

        return bytes;
    }
}
