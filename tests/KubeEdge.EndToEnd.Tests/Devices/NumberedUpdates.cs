using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Numbered updates over MQTT, on their way to whoever listens there and into the API.</summary>
public sealed class NumberedUpdates(ITestOutputHelper output)
{
    private const string Device = $"default/{NumberedRun.Device}";

    [Fact]
    public async Task LinkCutForTheMiddleThird_AllHeardInOrder_LastOfEachPropertyArrivesAndNoneGoesBack()
    {
        await using DeviceHosts hosts = await DeviceHosts.StartAsync(serveMqtt: true);
        await hosts.AddDeviceAsync(NumberedRun.Device, NumberedRun.Properties);
        await using DeviceClient listener = await DeviceClient.ConnectAsync(hosts.MqttPort, DeviceClient.Topic(Device, "update/document"));
        await using DeviceClient device = await DeviceClient.ConnectAsync(hosts.MqttPort);
        Task<List<long>> hearing = HearAsync(listener);

        int seen = await NumberedRun.RunAsync(hosts, async i => Assert.True(
            (await device.PublishAsync(DeviceClient.Topic(Device, "update"), DeviceClient.Report($"p{i % 10}", i))).IsSuccess));

        List<long> heard = await hearing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Enumerable.Range(0, NumberedRun.Count).Select(static i => (long)i), heard);
        output.WriteLine($"{seen} states of the device were seen");
    }

    private static async Task<List<long>> HearAsync(DeviceClient listener)
    {
        var heard = new List<long>(NumberedRun.Count);
        while (heard.Count < NumberedRun.Count)
        {
            JsonNode document = (await listener.NextAsync()).Payload;
            JsonNode? twin = document["twin"]?.AsObject().Single().Value;
            heard.Add(long.Parse((string?)twin?["current"]?["actual"]?["value"] ?? string.Empty, CultureInfo.InvariantCulture));
        }

        return heard;
    }
}
