using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Mqtt.Connections;

/// <summary>Who is at the other end, before it says so itself.</summary>
internal sealed record ConnectionPeer(EndPoint? Address, X509Certificate2? Certificate)
{
    public override string ToString() => Address?.ToString() ?? "unknown address";
}
