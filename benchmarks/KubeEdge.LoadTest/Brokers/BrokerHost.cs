using System.Net;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>The process of our broker: serves until its input ends, and collects garbage when told to.</summary>
internal static class BrokerHost
{
    public static async Task<int> RunAsync(int port)
    {
        // Only the number of connections is not the default.
        var options = new MqttBrokerOptions { Limits = { Connections = 20_000 } };
        options.Endpoints.Add(new MqttEndpointOptions { Address = new IPEndPoint(IPAddress.Loopback, port) });
        await using var broker = new MqttBroker(options);
        await broker.StartAsync();
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Memory.Collected().Resident);
        }

        return 0;
    }
}
