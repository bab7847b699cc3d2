using System.Net;
using KubeEdge.Beehive.Checks;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeCore;

/// <summary>The API of the node's own store, for kubectl on this machine.</summary>
internal static class LocalApi
{
    private const string Off = "off";

    public static void Add(IServiceCollection services, string endpoint, string directory)
    {
        if (endpoint == Off)
        {
            return;
        }

        IPEndPoint address = IPEndPoint.Parse(endpoint);
        services.AddApiServer(server =>
        {
            server.Address = address.Address.ToString();
            server.Port = address.Port;
            server.ReadOnly = true;
            server.KubeconfigPath = Path.Combine(directory, "edge.kubeconfig");
        });
        services.AddSingleton(new SelfCheckSource(_ => [new SelfCheck("port of the API", () => PortCheck.Run(address, "--api"))]));
    }
}
