using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Server.Hosting;

/// <summary>Checks options before anything is bound, so that a mistake is named instead of showing up as a refused handshake.</summary>
internal static class EndpointSettings
{
    public static EndPoint Check(ServerEndpointOptions options)
    {
        CheckCertificates(options);
        return options.UnixSocket is { } path ? CheckSocket(path, options) : CheckPort(options);
    }

    private static IPEndPoint CheckPort(ServerEndpointOptions options)
    {
        if (!IPAddress.TryParse(options.Address, out var address))
        {
            throw new ArgumentException($"Address must be an IP address, not \"{options.Address}\".", nameof(options));
        }

        if (options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new ArgumentException($"Port must be between 0 and {IPEndPoint.MaxPort}, not {options.Port}.", nameof(options));
        }

        return new IPEndPoint(address, options.Port);
    }

    private static UnixDomainSocketEndPoint CheckSocket(string path, ServerEndpointOptions options)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new ArgumentException($"UnixSocket must be a full path, not \"{path}\".", nameof(options));
        }

        if (options.ServerCertificate is not null)
        {
            throw new ArgumentException("UnixSocket has no TLS, so ServerCertificate must be null.", nameof(options));
        }

        try
        {
            return new UnixDomainSocketEndPoint(SocketFile.Temporary(path));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentException($"UnixSocket \"{path}\" is too long for this system: {e.Message}", nameof(options), e);
        }
    }

    private static void CheckCertificates(ServerEndpointOptions options)
    {
        if (options.ServerCertificate is { HasPrivateKey: false })
        {
            throw new ArgumentException("ServerCertificate has no private key.", nameof(options));
        }

        if (options.ClientCertificates is ClientCertificateRule.None)
        {
            return;
        }

        if (options.ServerCertificate is null)
        {
            throw new ArgumentException("ClientCertificates needs a ServerCertificate: there is no TLS without one.", nameof(options));
        }

        if (options.ClientAuthorities.Count == 0)
        {
            throw new ArgumentException("ClientAuthorities is empty, so no client certificate could ever verify.", nameof(options));
        }
    }
}
