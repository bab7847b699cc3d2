using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>A server on a real socket that answers any request with given bytes and then closes: what no well-behaved server sends.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, Task> _answer;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Task _loop;

    public RawServer(Func<Stream, Task> answer, SslServerAuthenticationOptions? tls = null)
    {
        _answer = answer;
        _tls = tls;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"{(_tls is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static byte[] Response(string body, string headers = "Content-Type: application/json") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>A response in chunks, as watches are sent.</summary>
    public static byte[] Chunked(params string[] chunks)
    {
        var text = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var chunk in chunks)
        {
            text.Append($"{Encoding.UTF8.GetByteCount(chunk):x}\r\n{chunk}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("0\r\n\r\n").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await ServeAsync(socket);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client is gone or did not like us; the next one may.
            }
            catch (InvalidOperationException) when (_stop.IsCancellationRequested)
            {
                // The test has ended, between the look at that and this call.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Stream stream = new NetworkStream(socket);
        if (_tls is not null)
        {
            var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(_tls, _stop.Token);
            stream = secure;
        }

        await using (stream)
        {
            var request = new byte[8192];
            var length = 0;
            while (!request.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                var read = await stream.ReadAsync(request.AsMemory(length), _stop.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
            }

            await _answer(stream);
            await stream.FlushAsync(_stop.Token);
        }
    }
}
