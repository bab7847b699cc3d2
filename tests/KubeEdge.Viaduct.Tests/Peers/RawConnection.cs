using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>What a hand-written server sees of one client: the request head as text, then raw bytes.</summary>
internal sealed class RawConnection(Socket socket, Stream stream, SslApplicationProtocol alpn) : IAsyncDisposable
{
    public Socket Socket { get; } = socket;

    public Stream Stream { get; } = stream;

    /// <summary>What TLS agreed on for the application; empty when the client offered nothing.</summary>
    public SslApplicationProtocol Alpn { get; } = alpn;

    /// <summary>The lines of the request, without the empty one.</summary>
    public IReadOnlyList<string> Request { get; private set; } = [];

    /// <summary>The value of a request header, names compared without case; null when absent.</summary>
    public string? Header(string name) => Request.Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    /// <summary>Reads the request head, byte by byte so that nothing behind it is taken.</summary>
    public async Task ReadRequestAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await Stream.ReadExactlyAsync(one).AsTask().WaitAsync(Sample.Patience);
            head.Append((char)one[0]);
        }

        Request = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Answers with any text.</summary>
    public Task AnswerAsync(string response) => WriteAsync(Encoding.ASCII.GetBytes(response));

    /// <summary>Accepts the upgrade exactly as the original's cloud does.</summary>
    public Task AcceptAsync() => AnswerAsync(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Accept: {UpgradeRequest.AcceptKey(Header("Sec-WebSocket-Key")!)}\r\n\r\n");

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes).AsTask().WaitAsync(Sample.Patience);

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
