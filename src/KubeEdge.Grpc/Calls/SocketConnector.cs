using System.Net.Sockets;

namespace KubeEdge.Grpc.Calls;

/// <summary>Opens the connections to a unix socket.</summary>
internal sealed class SocketConnector(string path)
{
    /// <summary>The address that stands in requests to it: Go's choice, and one that every server takes.</summary>
    public static Uri Authority { get; } = new("http://localhost");

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
