using System.Buffers;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>
/// The edge's end of a link as a Go edge has it: a plain WebSocket with the original's headers, one JSON document and a line feed per
/// text frame. Nothing of ours is on this side.
/// </summary>
internal sealed class GoEdge : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<JsonNode> _received = Channel.CreateUnbounded<JsonNode>();
    private Task _reading = Task.CompletedTask;

    private GoEdge()
    {
    }

    /// <summary>What the cloud sent, as it came; ends with the link.</summary>
    public ChannelReader<JsonNode> Received => _received.Reader;

    public static async Task<GoEdge> DialAsync(
        Uri hub, string project, string node, X509Certificate2 certificate, X509Certificate2 authority)
    {
        var edge = new GoEdge();
        var options = edge._socket.Options;
        options.SetRequestHeader("node_id", node);
        options.SetRequestHeader("project_id", project);
        options.SetRequestHeader("ConnectionUse", "msg");
        options.ClientCertificates.Add(certificate);
        options.RemoteCertificateValidationCallback = (_, presented, chain, _) =>
        {
            if (presented is null || chain is null)
            {
                return false;
            }

            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build((X509Certificate2)presented);
        };
        var address = new UriBuilder(hub) { Scheme = "wss", Path = $"/{project}/{node}/events" }.Uri;
        await edge._socket.ConnectAsync(address, CancellationToken.None).WaitAsync(_limit);
        edge._reading = Task.Run(edge.ReadAsync);
        return edge;
    }

    public Task SendAsync(ReadOnlyMemory<byte> frame) =>
        _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask().WaitAsync(_limit);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading.WaitAsync(_limit);
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception? end = null;
        try
        {
            var frame = new ArrayBufferWriter<byte>();
            while (_socket.State == WebSocketState.Open)
            {
                var part = await _socket.ReceiveAsync(frame.GetMemory(16 * 1024), _stopping.Token);
                frame.Advance(part.Count);
                if (!part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
                {
                    continue;
                }

                Assert.Equal(WebSocketMessageType.Text, part.MessageType);
                Assert.Equal((byte)'\n', frame.WrittenSpan[^1]);
                _received.Writer.TryWrite(JsonNode.Parse(frame.WrittenSpan) ?? throw new FormatException("A frame holds null."));
                frame.ResetWrittenCount();
            }
        }
        catch (OperationCanceledException)
        {
            // The test ends.
        }
        catch (Exception error)
        {
            end = error;
        }

        _received.Writer.TryComplete(end);
    }
}
