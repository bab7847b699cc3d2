using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Chapter 6 of the standards, and TLS.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task MQTT_6_0_0_3_WebSocketWithTheSubprotocol_IsServed()
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

    [Fact]
    public async Task MQTT_6_0_0_1_TextFrame_EndsTheConnection()
    {
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = MqttTransport.WebSocket);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/mqtt"), TestContext.Current.CancellationToken);
        await socket.SendAsync("\x10\x00"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        var end = await socket.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken).WaitAsync(RawClient.Patience);

        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.InvalidMessageType), (end.MessageType, end.CloseStatus));
    }

    [Theory]
    [InlineData("GET /mqtt HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n", "400")]
    [InlineData("GET /other HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n", "404")]
    [InlineData("GET /mqtt HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: x\r\n\r\n", "426")]
    [InlineData("POST /mqtt HTTP/1.1\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task WebSocket_RequestThatIsNoUpgradeToMqtt_IsAnsweredAndClosed(string request, string status)
    {
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = MqttTransport.WebSocket);
        await using var client = await host.DialAsync();
        var start = new byte[12];

        await client.SendAsync(Encoding.ASCII.GetBytes(request));

        await client.ReadExactlyAsync(start);
        Assert.Equal($"HTTP/1.1 {status}", Encoding.ASCII.GetString(start));
    }

    [Fact]
    public async Task Tls_ClientCertificate_ReachesTheAuthenticator()
    {
        using var certificate = MakeCertificate();
        var hook = new RecordingAuthenticator();
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.Thumbprint,
            },
            new MqttBrokerHooks { Authenticator = hook });
        var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Port, TestContext.Current.CancellationToken);
        var stream = new SslStream(socket.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [certificate],
                RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.Thumbprint,
            },
            TestContext.Current.CancellationToken);
        await using var client = new RawClient(stream);

        await client.ConnectAsync("c", MqttVersion.V5, new Connect { UserName = "me" });

        Assert.Equal(certificate.Thumbprint, hook.Client?.Certificate?.Thumbprint);
        Assert.Equal("me", hook.Client?.UserName);
        Assert.True(host.Broker.Endpoints[0].IsEncrypted);
    }

    [Fact]
    public async Task Tls_PlainBytes_EndTheConnection()
    {
        using var certificate = MakeCertificate();
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate });
        await using var client = await host.DialAsync();

        await client.SendHexAsync("10 0D 0004 4D515454 04 02 0000 0001 61");

        await client.ReadClosedAsync();
    }

    // Windows cannot use a key that was never in a store; the way over PKCS#12 works everywhere.
    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
