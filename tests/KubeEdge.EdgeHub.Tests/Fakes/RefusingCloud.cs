using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A server with mutual TLS that notes who comes and sends everybody away for seven seconds.</summary>
internal sealed class RefusingCloud : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Channel<(string? Serial, string Request)> _visitors = Channel.CreateUnbounded<(string?, string)>();

    public RefusingCloud(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"wss://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The serial number of the next visitor's certificate and its request.</summary>
    public async Task<(string? Serial, string Request)> NextAsync() =>
        await _visitors.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            });
            var serial = (tls.RemoteCertificate as X509Certificate2)?.SerialNumber;
            var buffer = new byte[4096];
            var request = Encoding.ASCII.GetString(buffer, 0, await tls.ReadAsync(buffer));
            await tls.WriteAsync("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            _visitors.Writer.TryWrite((serial, request));
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            _visitors.Writer.TryWrite((null, exception.Message));
        }
    }
}
