using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A certificate service as small as it can be: one request per connection, answered by what the test gives.</summary>
internal sealed class JoinServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Func<JoinCall, byte[]?> _answer;

    /// <summary>How a refusal begins, where the test gives no body, and what it says.</summary>
    public (string Status, string Text) Refusal { get; init; } = ("401 Unauthorized", string.Empty);

    /// <param name="certificate">The server's; owned.</param>
    /// <param name="answer">The body of a 200; null is <see cref="Refusal"/>.</param>
    public JoinServer(X509Certificate2 certificate, Func<JoinCall, byte[]?> answer)
    {
        (_certificate, _answer) = (certificate, answer);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"https://{_listener.LocalEndpoint}");

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
        catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null || shown.Subject.Length > 0,
            });
            var call = await ReadAsync(tls);
            var body = _answer(call);
            var text = Encoding.UTF8.GetBytes(Refusal.Text);
            var status = body is null ? Refusal.Status : "200 OK";
            var content = body ?? text;
            var head = $"HTTP/1.1 {status}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n";
            await tls.WriteAsync(Encoding.ASCII.GetBytes(head));
            await tls.WriteAsync(content);
        }
        catch (Exception broken) when (broken is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not like what it saw.
        }
    }

    private static async Task<JoinCall> ReadAsync(SslStream tls)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await tls.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        await tls.ReadExactlyAsync(body);
        return new JoinCall(
            lines[0].Split(' ')[1],
            Header(lines, "Authorization"),
            tls.RemoteCertificate?.GetSerialNumberString(),
            Header(lines, "NodeName"),
            body);
    }

    private static string? Header(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
