using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Testing;

/// <summary>
/// A port for a server that comes back on the same one, or that nobody listens on: below the range that systems hand out by themselves,
/// where any outgoing connection could take it meanwhile. It is this program's until it ends.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_000;

    // The UDP ports of the same numbers, which nothing here uses: whoever has one has claimed the other, also from other test programs.
    private static readonly ConcurrentBag<Socket> _claims = [];

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (IsClaimed(port) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsClaimed(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
