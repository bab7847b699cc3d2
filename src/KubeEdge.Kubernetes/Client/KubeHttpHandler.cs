using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Makes the HTTP stack for one server: TLS as the options say, and connections whose death is noticed.</summary>
internal static class KubeHttpHandler
{
    private const int KeepAliveSeconds = 15;
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(10);

    public static SocketsHttpHandler Create(KubeClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // The environment's proxy is for the way out; Go's clients never use it for the own machine either.
            UseProxy = !options.Server.IsLoopback,
            ConnectTimeout = _connectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(KeepAliveSeconds),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(KeepAliveSeconds),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        };
        if (options.ClientCertificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        if (options.SkipServerCertificateCheck)
        {
            // Asked for by name in the options, as kubectl's insecure-skip-tls-verify.
#pragma warning disable CA5359
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (options.TrustedAuthorities is { Count: > 0 } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(authorities);
        }

        return handler;
    }

    private static X509ChainPolicy Trust(X509Certificate2Collection authorities)
    {
        // Cluster authorities publish no revocation lists.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>TCP keep-alive finds a peer that vanished under a silent watch after about half a minute.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 3);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
