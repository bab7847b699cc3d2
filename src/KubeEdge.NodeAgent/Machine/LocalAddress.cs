using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KubeEdge.NodeAgent.Machine;

/// <summary>The address by which a machine is known to its network.</summary>
internal static class LocalAddress
{
    /// <summary>The first address of an interface that leads anywhere, IPv4 before IPv6; else any but loopback; else null.</summary>
    public static IPAddress? Find()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(static network => network.OperationalStatus == OperationalStatus.Up
                    && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(static network => network.GetIPProperties())
                .OrderByDescending(static properties => properties.GatewayAddresses.Count > 0)
                .SelectMany(static properties => properties.UnicastAddresses.Select(static unicast => unicast.Address))
                .Where(static address => !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address))
                .OrderBy(static address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
