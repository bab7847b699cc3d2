using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;

namespace KubeEdge.Hosting.Checks;

/// <summary>Connects to CloudHub and shakes hands, without the request that would begin a session.</summary>
internal sealed class HubCheck(EdgeHubOptions hub)
{
    public async ValueTask<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (hub.Server is not { } server)
        {
            return CheckResult.Fail("no address is set", "give it with --cloud wss://CLOUD:10000 or modules.edgeHub.websocket.server");
        }

        if (!File.Exists(hub.CaFile))
        {
            return CheckResult.Skip($"without {hub.CaFile} there is nobody to trust yet; the node gets it when it joins");
        }

        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken).ConfigureAwait(false);
            using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsClientAsync(Tls(server.Host), cancellationToken).ConfigureAwait(false);
            return CheckResult.Pass($"{server} answers with a certificate of {hub.CaFile}");
        }
        catch (SocketException fault)
        {
            return CheckResult.Fail(
                $"{server} cannot be reached: {fault.Message}",
                "look whether CloudCore runs, the address is right (--cloud, modules.edgeHub.websocket.server) "
                + "and a firewall lets TCP through");
        }
        catch (AuthenticationException fault)
        {
            return CheckResult.Fail(
                $"{server}: {fault.InnerException?.Message ?? fault.Message}",
                "the hub's certificate must come from this node's authority, name this address (advertiseAddress, dnsNames) "
                + "and be good now");
        }
        catch (IOException fault)
        {
            return CheckResult.Fail(
                $"{server} ended the handshake: {fault.Message}",
                "this node's certificate may have expired or be another cloud's; see above");
        }
    }

    private SslClientAuthenticationOptions Tls(string host)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(hub.CaFile);
        var tls = new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy };
        if (File.Exists(hub.CertificateFile) && File.Exists(hub.KeyFile))
        {
            using var pem = X509Certificate2.CreateFromPemFile(hub.CertificateFile, hub.KeyFile);

            // Where keys that exist in memory only do not serve for TLS, one that was exported does.
            tls.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        }

        return tls;
    }
}
