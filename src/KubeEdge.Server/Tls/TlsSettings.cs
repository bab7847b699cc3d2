using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Server.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Tls;

/// <summary>The TLS side of an endpoint, made once; a handshake reads nothing but this.</summary>
internal sealed partial class TlsSettings
{
    private readonly ClientCertificateVerifier _verifier;
    private readonly SslServerAuthenticationOptions _authentication;
    private readonly ServerMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _endpoint;

    public TlsSettings(string endpoint, ServerEndpointOptions options, X509Certificate2 certificate, ServerMetrics metrics, ILogger logger)
    {
        _endpoint = endpoint;
        _metrics = metrics;
        _logger = logger;
        _verifier = new ClientCertificateVerifier(options);
        _authentication = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, options.ServerCertificateChain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = options.Http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
        };
        if (options.ClientCertificates is not ClientCertificateRule.None)
        {
            _authentication.ClientCertificateRequired = true;
            _authentication.RemoteCertificateValidationCallback = Validate;
        }
    }

    public TlsHandshakeCallbackOptions ToHandshakeOptions(TimeSpan timeout) => new()
    {
        HandshakeTimeout = timeout,
        OnConnection = _ => ValueTask.FromResult(_authentication),
    };

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_verifier.Verify(certificate, chain) is not { } reason)
        {
            return true;
        }

        _metrics.ConnectionRefused(_endpoint, "certificate");
        Log.CertificateRefused(_logger, _endpoint, certificate?.Subject, reason);
        return false;
    }
}
