using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Beehive.Monitoring;

namespace KubeEdge.Hosting.Health;

/// <summary>
/// Answers GET requests with a monitor's pages: one request per connection, 8 KiB of it, five seconds, 16 at a time. ASP.NET Core would
/// be too much for this in an edge process; the runtime's <c>HttpListener</c> takes no port 0, no time limits, and on Windows no address
/// without an administrator.
/// </summary>
internal sealed class PageServer : IMonitorListener
{
    private const int MaxRequestBytes = 8 * 1024;
    private const int MaxConnections = 16;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);
    private static readonly MonitorPage _tooLong = new(431, "text/plain", "the request is too long\n"u8.ToArray());
    private static readonly MonitorPage _noRequest = new(400, "text/plain", "this is no request\n"u8.ToArray());
    private readonly MonitorPages _pages;
    private readonly TimeProvider _timeProvider;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _room = new(MaxConnections);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _isClosing;

    public PageServer(IPEndPoint endPoint, MonitorPages pages, TimeProvider timeProvider)
    {
        _pages = pages;
        _timeProvider = timeProvider;
        _listener = new TcpListener(endPoint);
        _listener.Start(MaxConnections);
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        // First no new ones; whoever is being answered may end, within its own limit.
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        for (int i = 0; i < MaxConnections; i++)
        {
            await _room.WaitAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
        _room.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                await _room.WaitAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                Socket client = await _listener.AcceptSocketAsync(_stopping.Token).ConfigureAwait(false);
                _ = ServeAsync(client);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                _room.Release();
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                using var deadline = new CancellationTokenSource(_limit, _timeProvider);
                byte[] buffer = new byte[MaxRequestBytes];
                await AnswerAsync(client, buffer, deadline.Token).ConfigureAwait(false);
                client.Shutdown(SocketShutdown.Send);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
                await DrainAsync(client, buffer, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            // The client went away or dawdled; it asks again.
        }
        finally
        {
            _room.Release();
        }
    }

    // A socket that closes with something unread makes the other end forget the answer.
    private static async Task DrainAsync(Socket client, byte[] buffer, CancellationToken cancellationToken)
    {
        int left = MaxRequestBytes;
        while (left > 0)
        {
            int read = await client.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            left = read == 0 ? 0 : left - read;
        }
    }

    private async Task AnswerAsync(Socket client, byte[] buffer, CancellationToken cancellationToken)
    {
        int length = 0;
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int read = length == buffer.Length
                ? 0
                : await client.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                if (length == buffer.Length)
                {
                    await SendAsync(client, _tooLong, withBody: true, cancellationToken).ConfigureAwait(false);
                }

                return;
            }

            length += read;
        }

        string line = Encoding.Latin1.GetString(buffer, 0, buffer.AsSpan().IndexOf("\r\n"u8));
        string[] parts = line.Split(' ');
        bool isRequest = parts is [{ Length: > 0 }, ['/', ..], "HTTP/1.1" or "HTTP/1.0"];
        MonitorPage page = isRequest
            ? await _pages.GetAsync(parts[0], parts[1], cancellationToken).ConfigureAwait(false)
            : _noRequest;
        await SendAsync(client, page, !isRequest || parts[0] != "HEAD", cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendAsync(Socket client, MonitorPage page, bool withBody, CancellationToken cancellationToken)
    {
        string reason = page.Status switch
        {
            200 => "OK",
            400 => "Bad Request",
            404 => "Not Found",
            405 => "Method Not Allowed",
            431 => "Request Header Fields Too Large",
            _ => "Service Unavailable",
        };
        string head = $"HTTP/1.1 {page.Status} {reason}\r\nContent-Type: {page.ContentType}\r\nContent-Length: {page.Body.Length}\r\n"
            + $"{(page.Status == 405 ? "Allow: GET, HEAD\r\n" : string.Empty)}Cache-Control: no-store\r\nConnection: close\r\n\r\n";
        ReadOnlyMemory<byte> answer = (byte[])[.. Encoding.ASCII.GetBytes(head), .. withBody ? page.Body.Span : []];
        while (!answer.IsEmpty)
        {
            answer = answer[await client.SendAsync(answer, cancellationToken).ConfigureAwait(false)..];
        }
    }
}
