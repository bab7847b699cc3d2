using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Peers;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>The upgrade to WebSocket, and TLS.</summary>
public sealed class TransportTests
{
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

    [Fact]
    public async Task Tls_HandshakeNotInTime_EndsTheConnection()
    {
        using var certificate = MakeCertificate();
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate });
        await using var client = await host.DialAsync();
        await host.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));

        host.Clock.Advance(TimeSpan.FromSeconds(10));

        await client.ReadClosedAsync();
    }

    [Fact]
    public async Task Tls_OptionsOfTheClient_AreAskedForEachAttempt()
    {
        using var certificate = MakeCertificate();
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate });
        var attempts = 0;
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(certificate);
        var options = new MqttClientOptions
        {
            Server = new Uri($"mqtts://127.0.0.1:{host.Port}"),
            TlsOfNextConnection = () => ++attempts == 1
                ? throw new CryptographicException("The file is half written.")
                : new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = trust },
        };
        var clock = new ManualTimeProvider();
        await using var client = new MqttClient(options, clock, random: new EvenRandom());
        client.Start();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.75));
        Assert.Equal(MqttFailureKind.Tls, client.LastFailure?.Kind);

        clock.Advance(TimeSpan.FromSeconds(0.75));

        await client.WaitForAsync(MqttConnectionState.Connected).Soon();
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Tls_CallbackOfTheApplicationThrows_CostsOneConnection()
    {
        using var certificate = MakeCertificate();
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate });
        var asked = 0;
        var options = new MqttClientOptions
        {
            Server = new Uri($"mqtts://127.0.0.1:{host.Port}"),
            Tls = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, given, _, _) => ++asked == 1
                    ? throw new InvalidOperationException("The application's own fault.")
                    : given?.GetCertHashString() == certificate.Thumbprint,
            },
        };
        var clock = new ManualTimeProvider();
        await using var client = new MqttClient(options, clock, random: new EvenRandom());
        client.Start();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.75)).Soon();
        Assert.Contains("own fault", client.LastFailure?.ToString(), StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromSeconds(0.75));

        await client.WaitForAsync(MqttConnectionState.Connected).Soon();
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
