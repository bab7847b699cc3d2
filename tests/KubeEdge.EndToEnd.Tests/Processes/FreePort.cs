using System.Net;
using System.Net.Sockets;

namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>A port that was free a moment ago, for a process that must come back on the same one.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
