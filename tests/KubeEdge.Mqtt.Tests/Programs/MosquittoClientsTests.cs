using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Broker;

namespace KubeEdge.Mqtt.Tests.Programs;

/// <summary>mosquitto_pub and mosquitto_sub against our broker.</summary>
public sealed class MosquittoClientsTests
{
    private const string Publisher = "/usr/bin/mosquitto_pub";
    private const string Subscriber = "/usr/bin/mosquitto_sub";

    [Theory]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task Session_MessagesPublishedMeanwhile_Arrive(string version, int qos)
    {
        ClientProgram.Require(Subscriber, "mosquitto-clients");
        await using var host = await TestBroker.StartAsync();
        string[] subscribe = [.. To(host, version), "-c", "-i", "sub", "-t", "a/#", "-q", Text(qos), .. Lasting(version)];
        await ClientProgram.RunAsync(Subscriber, [.. subscribe, "-E"]);

        await ClientProgram.RunAsync(Publisher, [.. To(host, version), "-t", "a/b", "-m", "one", "-q", Text(qos)]);
        await ClientProgram.RunAsync(Publisher, [.. To(host, version), "-t", "a/c", "-m", "two", "-q", Text(qos)]);

        Assert.Equal("a/b one\na/c two\n", await ClientProgram.RunAsync(Subscriber, [.. subscribe, "-v", "-C", "2"]));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Retained_IsGivenToALaterSubscriber(string version)
    {
        ClientProgram.Require(Subscriber, "mosquitto-clients");
        await using var host = await TestBroker.StartAsync();

        // With QoS 0 it would be gone before the broker has the message.
        await ClientProgram.RunAsync(Publisher, [.. To(host, version), "-t", "a", "-m", "kept", "-r", "-q", "1"]);

        Assert.Equal("1 kept\n", await ClientProgram.RunAsync(Subscriber, [.. To(host, version), "-t", "a", "-C", "1", "-F", "%r %p"]));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Will_OfAKilledClient_IsPublished(string version)
    {
        ClientProgram.Require(Subscriber, "mosquitto-clients");
        await using var host = await TestBroker.StartAsync();
        await using var watcher = host.Broker.Connect("watcher");
        await watcher.SubscribeAsync([new MqttSubscription("#")]);
        await watcher.PublishAsync(new MqttMessage { Topic = "hello", Payload = "there"u8.ToArray(), Retain = true });
        await NextAsync(watcher);
        using var client = ClientProgram.Start(
            Subscriber, [.. To(host, version), "-t", "hello", "--will-topic", "will", "--will-payload", "gone"]);
        await client.StandardOutput.ReadLineAsync().WaitAsync(RawClient.Patience);

        client.Kill();

        Assert.Equal("gone", await NextAsync(watcher));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Tls_Publisher_IsServed(string version)
    {
        ClientProgram.Require(Publisher, "mosquitto-clients");
        using var certificate = MakeCertificate();
        var file = Path.Combine(Directory.CreateTempSubdirectory("mqtt-tls").FullName, "ca.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await using var host = await TestBroker.StartAsync(
            options => options.Endpoints[0].Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate });
        await using var watcher = host.Broker.Connect("watcher");
        await watcher.SubscribeAsync([new MqttSubscription("#", MqttQos.AtMostOnce)]);

        await ClientProgram.RunAsync(Publisher, [.. To(host, version), "--cafile", file, "-t", "a", "-m", "secret", "-q", "2"]);

        Assert.Equal("secret", await NextAsync(watcher));
    }

    private static string[] To(TestBroker host, string version) => ["-h", "127.0.0.1", "-p", Text(host.Port), "-V", version];

    // With MQTT 5 the expiry of the session has to be said.
    private static string[] Lasting(string version) => version == "mqttv5" ? ["-x", "600"] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> NextAsync(IMqttClient client)
    {
        var delivery = await client.Deliveries.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RawClient.Patience);
        delivery.Acknowledge();
        return Encoding.UTF8.GetString(delivery.Message.Payload.Span);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
