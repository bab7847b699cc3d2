using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>What defaults say about the machine: its name and its address.</summary>
internal sealed record ConfigurationFacts(string HostName, string Address)
{
    private static readonly ValueRule _nodeName = ValueRule.Parse("dns");

    public static ConfigurationFacts OfThisMachine { get; } = new(NodeName(Environment.MachineName), LocalAddress());

    /// <summary>Puts the facts into a default of a table.</summary>
    public string Fill(string text) =>
        text.Replace("$host", HostName, StringComparison.Ordinal).Replace("$ip", Address, StringComparison.Ordinal);

    /// <summary>The original's rule: a machine whose name cannot be a node's is <c>default-edge-node</c>.</summary>
    private static string NodeName(string machine) =>
        machine.ToLowerInvariant() is { Length: > 0 } name && _nodeName.Accepts(name) ? name : "default-edge-node";

    private static string LocalAddress()
    {
        try
        {
            foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
            {
                var properties = network.GetIPProperties();
                var address = properties.UnicastAddresses
                    .FirstOrDefault(static item => item.Address.AddressFamily == AddressFamily.InterNetwork);
                if (address is not null && network.OperationalStatus == OperationalStatus.Up && properties.GatewayAddresses.Count > 0)
                {
                    return address.Address.ToString();
                }
            }
        }
        catch (NetworkInformationException)
        {
            // Where the system does not tell, the loopback address is as good a default as any.
        }

        return IPAddress.Loopback.ToString();
    }
}
