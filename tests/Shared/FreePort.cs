using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Testing;

/// <summary>
/// A port for a server that comes back on the same one, or that nobody listens on: below the range that systems hand out by themselves,
/// where any outgoing connection could take it meanwhile.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }
}
