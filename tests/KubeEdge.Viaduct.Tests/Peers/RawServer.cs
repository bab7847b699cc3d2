using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>A TCP server without any web stack, so that a test decides about every byte.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;

    /// <param name="certificate">For TLS with a mandatory client certificate; null for plain text.</param>
    public RawServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
    }

    public Uri Address => new($"{(_certificate is null ? "ws" : "wss")}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The certificate that the last client showed.</summary>
    public X509Certificate? ClientCertificate { get; private set; }

    /// <summary>Takes the next connection up to the end of TLS.</summary>
    public async Task<RawConnection> AcceptAsync()
    {
        var socket = await _listener.AcceptSocketAsync().WaitAsync(Sample.Patience);
        socket.NoDelay = true;
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (_certificate is null)
        {
            return new(socket, stream, default);
        }

        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (ClientCertificate = certificate) is not null,
            }).WaitAsync(Sample.Patience);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        return new(socket, tls, tls.NegotiatedApplicationProtocol);
    }

    /// <summary>Takes the next connection and its upgrade.</summary>
    public async Task<RawConnection> UpgradeAsync()
    {
        var connection = await AcceptAsync();
        await connection.ReadRequestAsync();
        await connection.AcceptAsync();
        return connection;
    }

    /// <summary>Dials this server as an edge and takes the upgrade.</summary>
    /// <param name="link">How the link behaves; the defaults when null.</param>
    public async Task<(ILink Link, RawConnection Connection)> ConnectLinkAsync(LinkOptions? link = null)
    {
        var certificates = TestCertificates.Shared;
        var options = new WebSocketDialerOptions
        {
            Server = Address,
            NodeId = "edge-1",
            ClientCertificate = certificates.SharedNode,
            TrustedAuthorities = certificates.Authority,
            Link = link ?? new(),
        };
        var dialing = new WebSocketDialer(options, TimeProvider.System).DialAsync();
        var connection = await UpgradeAsync();
        var result = await dialing.WaitAsync(Sample.Patience);
        Assert.True(result.Link is not null, result.Detail);
        return (result.Link, connection);
    }

    public void Dispose() => _listener.Dispose();
}
