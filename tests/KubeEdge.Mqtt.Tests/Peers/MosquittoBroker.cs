using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Peers;

/// <summary>Debian's mosquitto on free ports of this machine: plain, TLS with a certificate of our own, and WebSocket.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    private const string Executable = "/usr/sbin/mosquitto";

    private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto").FullName;
    private readonly X509Certificate2 _certificate = Issue();
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next(), FreePort.Next()];
    private Process? _process;

    public static async Task<MosquittoBroker> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Executable), "mosquitto is not installed");
        var broker = new MosquittoBroker();
        broker.Configure();
        await broker.RunAsync();
        return broker;
    }

    /// <summary>Options of a client for a scheme that trusts the broker's certificate.</summary>
    public MqttClientOptions Options(string scheme, MqttVersion version, string clientId = "") => new()
    {
        Server = new Uri($"{scheme}://localhost:{_ports[scheme switch { "mqtts" => 1, "ws" => 2, _ => 0 }]}"),
        Version = version,
        ClientId = clientId,
        Tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    /// <summary>Starts it, and returns when it listens.</summary>
    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(Executable, ["-c", Path.Combine(_folder, "mosquitto.conf")]) { RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("mosquitto did not start.");
        var said = "";
        while (!said.Contains(" running", StringComparison.Ordinal))
        {
            var line = await _process.StandardError.ReadLineAsync().Soon();
            said += line ?? throw new InvalidOperationException($"mosquitto ended: {said}");
        }

        // Nobody reads the rest, and a full pipe would stop it.
        _ = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends it without a chance to save anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().Soon();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure()
    {
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        using var key = _certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder, "mosquitto.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            per_listener_settings false
            allow_anonymous true
            user root
            log_dest stderr
            listener {_ports[0]} 127.0.0.1
            listener {_ports[1]} 127.0.0.1
            certfile {_folder}/cert.pem
            keyfile {_folder}/key.pem
            listener {_ports[2]} 127.0.0.1
            protocol websockets

            """));
    }

    private static X509Certificate2 Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
