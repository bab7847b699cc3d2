using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EventBus.Tests.Brokers;

public sealed class BrokerTlsTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-tls-");
    private readonly SeenCertificates _seen = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Certificate_Renewed_IsShownAtTheNextConnection()
    {
        using var authority = Make();
        var first = Renew();
        var port = FreePort.Next();
        IMqttClient client;
        await using (var server = await ServeAsync(authority, port))
        {
            var options = new ExternalBrokerOptions
            {
                Server = new Uri($"mqtts://localhost:{port}"),
                CaFile = Write("ca.pem", authority.ExportCertificatePem()),
                CertificateFile = PathOf("tls.pem"),
                KeyFile = PathOf("tls.key"),
            };
            await using var broker = new ExternalBroker(options, "edge-1", TimeProvider.System, NullLoggerFactory.Instance, null);
            client = await broker.ConnectAsync(LaneDuty.Devices, TestContext.Current.CancellationToken);
            Assert.Equal(first, await _seen.NextAsync().WaitAsync(_limit));
        }

        await using (client)
        {
            var second = Renew();
            await using var again = await ServeAsync(authority, port);

            Assert.Equal(second, await _seen.NextAsync().WaitAsync(_limit));
        }
    }

    [Fact]
    public async Task Authority_ThatIsNotTheBrokers_RefusesIt_UntilTheFileIsRight()
    {
        using var authority = Make();
        using var another = Make();
        await using var server = await ServeAsync(authority, 0);
        Renew();
        var options = new ExternalBrokerOptions
        {
            Server = new Uri($"ssl://localhost:{server.Endpoints[0].Address.Port}"),
            CaFile = Write("ca.pem", another.ExportCertificatePem()),
            CertificateFile = PathOf("tls.pem"),
            KeyFile = PathOf("tls.key"),
        };
        await using var broker = new ExternalBroker(options, "edge-1", TimeProvider.System, NullLoggerFactory.Instance, null);
        await using var client = await broker.ConnectAsync(LaneDuty.Devices, TestContext.Current.CancellationToken);
        await client.WaitForAsync(MqttConnectionState.Connecting).WaitAsync(_limit);
        await client.WaitForAsync(MqttConnectionState.Disconnected).WaitAsync(_limit);
        Assert.Equal(MqttFailureKind.Tls, client.LastFailure?.Kind);

        Write("ca.pem", authority.ExportCertificatePem());

        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
    }

    private async Task<MqttBroker> ServeAsync(X509Certificate2 certificate, int port)
    {
        var options = new MqttBrokerOptions();
        options.Endpoints.Add(new MqttEndpointOptions
        {
            Address = new IPEndPoint(IPAddress.Loopback, port),
            Tls = new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
        });
        var broker = new MqttBroker(options, new MqttBrokerHooks { Authenticator = _seen });
        await broker.StartAsync(TestContext.Current.CancellationToken);
        return broker;
    }

    /// <summary>Writes a new certificate and its key where the node expects them.</summary>
    private string Renew()
    {
        using var made = Make();
        using var key = made.GetECDsaPrivateKey();
        Write("tls.pem", made.ExportCertificatePem());
        Write("tls.key", key!.ExportPkcs8PrivateKeyPem());
        return made.Thumbprint;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
