using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Mqtt.Tests.Programs;

/// <summary>MQTT.js against our broker.</summary>
public sealed class MqttJsTests
{
    private static readonly string _folder = RepositoryRoot.Combine("artifacts/npm");

    [Theory]
    [InlineData(MqttTransport.Tcp, 4)]
    [InlineData(MqttTransport.Tcp, 5)]
    [InlineData(MqttTransport.WebSocket, 4)]
    [InlineData(MqttTransport.WebSocket, 5)]
    public async Task Client_PublishesAndReceivesAtEachQos(MqttTransport transport, int version)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(_folder, "node_modules", "mqtt")), "MQTT.js is not installed");
        await using var host = await TestBroker.StartAsync(options => options.Endpoints[0].Transport = transport);
        var url = transport == MqttTransport.WebSocket ? $"ws://127.0.0.1:{host.Port}/mqtt" : $"mqtt://127.0.0.1:{host.Port}";

        var said = await ClientProgram.RunAsync(
            "node", Path.Combine(AppContext.BaseDirectory, "Programs", "mqtt.cjs"), _folder, url, $"{version}");

        Assert.Equal("js/0 at 0 0 false\njs/1 at 1 1 false\njs/2 at 2 2 false\njs/kept retained 1 true\n", said);
    }
}
