using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Beehive.Checks;

/// <summary>Whether a host could listen where it is told to.</summary>
public static class PortCheck
{
    /// <summary>Listens for a moment.</summary>
    /// <param name="address">Where; port 0 always works.</param>
    /// <param name="setting">What sets it, for the remedy.</param>
    public static CheckResult Run(IPEndPoint address, string setting)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            using var listener = new TcpListener(address);
            listener.Start();
            return CheckResult.Pass($"{address} is free");
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => CheckResult.Fail(
                    $"{address} is in use", $"stop what listens there (ss -ltnp shows it), or choose another with {setting}"),
                SocketError.AddressNotAvailable => CheckResult.Fail(
                    $"{address} is no address of this machine", $"give one that is, or 0.0.0.0, with {setting}"),
                SocketError.AccessDenied => CheckResult.Fail(
                    $"this user may not listen at {address}",
                    $"choose a port of at least 1024 with {setting}, or grant CAP_NET_BIND_SERVICE"),
                _ => CheckResult.Fail($"{address}: {fault.Message}", $"choose another with {setting}"),
            };
        }
    }
}
