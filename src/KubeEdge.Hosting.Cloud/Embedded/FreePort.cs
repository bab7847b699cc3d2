using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>Settles port 0 before anything listens on it.</summary>
internal static class FreePort
{
    public static IPEndPoint Resolve(IPEndPoint wanted)
    {
        if (wanted.Port != 0)
        {
            return wanted;
        }

        using var listener = new TcpListener(wanted);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
