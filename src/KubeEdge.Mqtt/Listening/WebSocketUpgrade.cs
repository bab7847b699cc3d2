using System.Buffers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using KubeEdge.Mqtt.Transports;

namespace KubeEdge.Mqtt.Listening;

/// <summary>The server side of a WebSocket upgrade (RFC 6455, section 4.2) for MQTT, without a web server.</summary>
internal static class WebSocketUpgrade
{
    private static readonly TimeSpan _closeTime = TimeSpan.FromSeconds(1);

    private const int MaximumRequest = 8 * 1024;
    private const string Subprotocol = "mqtt";
    private const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Answers the upgrade request.</summary>
    /// <returns>The MQTT bytes inside the binary frames; each write is one frame.</returns>
    /// <exception cref="InvalidDataException">It is no such request. The client has got its answer.</exception>
    public static async Task<Stream> AcceptAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        var request = UpgradeRequest.Parse(await ReadHeadAsync(stream, cancellationToken).ConfigureAwait(false));
        var refusal = request.Check(path, Subprotocol);
        if (refusal is not null)
        {
            await SendAsync(stream, $"HTTP/1.1 {refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", cancellationToken)
                .ConfigureAwait(false);
            throw new InvalidDataException($"The WebSocket upgrade was answered with {refusal}.");
        }

        var head = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {Accept(request.Key)}\r\nSec-WebSocket-Protocol: {Subprotocol}\r\n\r\n";
        await SendAsync(stream, head, cancellationToken).ConfigureAwait(false);

        var socket = WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = Subprotocol, KeepAliveInterval = TimeSpan.Zero });
        return WebSocketStream.Create(new BinaryWebSocket(socket), WebSocketMessageType.Binary, _closeTime);
    }

    // Nothing follows the head before it is answered, so reading byte by byte is right, and only done once per connection.
    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new ArrayBufferWriter<byte>(512);
        var one = new byte[1];
        while (!head.WrittenSpan.EndsWith("\r\n\r\n"u8))
        {
            if (head.WrittenCount >= MaximumRequest)
            {
                throw new InvalidDataException("The head of the request is larger than 8 KiB.");
            }

            await stream.ReadExactlyAsync(one, cancellationToken).ConfigureAwait(false);
            head.Write(one);
        }

        return Encoding.ASCII.GetString(head.WrittenSpan);
    }

    private static async Task SendAsync(Stream stream, string text, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // The algorithm is the standard's; it protects nothing.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Salt)));
#pragma warning restore CA5350
}
