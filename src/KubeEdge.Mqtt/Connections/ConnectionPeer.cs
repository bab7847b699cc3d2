using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Mqtt.Connections;

/// <summary>Who is at the other end, before it says so itself.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Certificate">The certificate that it proved to own; null for none.</param>
/// <param name="EndSending">Tells it that nothing more comes, while what it still sends is read; null where the stream does that itself.</param>
internal sealed record ConnectionPeer(EndPoint? Address, X509Certificate2? Certificate, Action? EndSending = null)
{
    public override string ToString() => Address?.ToString() ?? "unknown address";
}
