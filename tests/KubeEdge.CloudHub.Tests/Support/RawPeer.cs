using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>A TLS connection with a node's certificate and no manners.</summary>
internal static class RawPeer
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public static async Task<SslStream> ConnectAsync(CloudRig cloud, string node)
    {
        var client = new TcpClient();
        await client.ConnectAsync(cloud.Address.Host, cloud.Address.Port).WaitAsync(_limit);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificates = [cloud.Authority.IssueNode(node)],
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { cloud.Authority.Certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        }).WaitAsync(_limit);
        return stream;
    }

    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one).AsTask().WaitAsync(_limit) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
