using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// Signs, and for ten minutes answers the same request with the same certificate: an answer that got lost is asked for again, and a
/// token that is good once must then not be spent.
/// </summary>
internal sealed class IssuedCertificates(AuthoritySource authorities, TimeProvider timeProvider)
{
    private const int Most = 10_000;
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Node, string Key), byte[]> _issued = [];
    private readonly Queue<((string Node, string Key) Request, DateTimeOffset Until)> _order = [];

    /// <summary>The node's certificate, DER.</summary>
    public byte[] Issue(string nodeName, SigningRequest request)
    {
        lock (_lock)
        {
            Forget();
            var key = (nodeName, request.Fingerprint);
            if (!_issued.TryGetValue(key, out var certificate))
            {
                using X509Certificate2 signed = authorities.Authority.SignNode(request.Key, nodeName);
                certificate = signed.RawData;
                _issued.Add(key, certificate);
                _order.Enqueue((key, timeProvider.GetUtcNow() + _memory));
            }

            return certificate;
        }
    }

    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && (oldest.Until <= timeProvider.GetUtcNow() || _order.Count >= Most))
        {
            _order.Dequeue();
            _issued.Remove(oldest.Request);
        }
    }
}
