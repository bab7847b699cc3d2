using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Listening;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 6: WebSocket.</summary>
public sealed class Chapter6WebSocketTests
{
    [Fact]
    public async Task MQTT_6_0_0_1_TextFrame_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = MqttTransport.WebSocket);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), TestContext.Current.CancellationToken);
        await socket.SendAsync("\x10\0"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        var end = await socket.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken).WaitAsync(RawClient.Patience);

        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.InvalidMessageType), (end.MessageType, end.CloseStatus));
    }

    [Fact]
    public async Task MQTT_6_0_0_1_TextFrameToTheClient_EndsTheConnection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mqtt");
        await using var client = new MqttClient(new() { Server = address, ConnectTimeout = Patience.Limit });
        client.Start();
        using var accepted = await listener.AcceptTcpClientAsync().WaitAsync(Patience.Limit);
        var stream = accepted.GetStream();
        await WebSocketUpgrade.AcceptAsync(stream, "/mqtt", CancellationToken.None).Soon();
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });

        await socket.SendAsync("\x20\x03\0\0\0"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var bytes = new byte[256];
        Assert.Equal(WebSocketMessageType.Binary, (await socket.ReceiveAsync(bytes, CancellationToken.None).Soon()).MessageType);
        var end = await socket.ReceiveAsync(bytes, CancellationToken.None).Soon();

        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.InvalidMessageType), (end.MessageType, end.CloseStatus));
    }

    [Fact]
    public async Task MQTT_6_0_0_3_ClientOffersTheSubprotocol_AndIsServed()
    {
        // The server takes nobody who does not offer it.
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = MqttTransport.WebSocket);
        await using var client = new MqttClient(new() { Server = new Uri($"ws://127.0.0.1:{host.Port}/mqtt") });
        client.Start();

        await client.WaitForAsync(MqttConnectionState.Connected).Soon();
    }

    [Fact]
    public async Task MQTT_6_0_0_4_WebSocketWithTheSubprotocol_IsServed()
    {
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = MqttTransport.WebSocket);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), TestContext.Current.CancellationToken);
        Assert.Equal("mqtt", socket.SubProtocol);
        await using var client = new RawClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary));

        await client.ConnectAsync("c", MqttVersion.V5, new Connect());
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);

        // [MQTT-6.0.0-2] A packet may be spread over frames.
        await client.SendHexAsync("30 06");
        await client.SendHexAsync("0001 61 00 6869");
        await client.ReadPublishAsync("hi");
    }
}
