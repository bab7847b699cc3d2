using KubeEdge.DeviceTwin;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Numbered reports of a device in the node's process on their way into the API.</summary>
public sealed class NumberedReports(ITestOutputHelper output)
{
    [Fact]
    public async Task LinkCutForTheMiddleThird_LastOfEachPropertyArrivesAndNoneGoesBack()
    {
        await using DeviceHosts hosts = await DeviceHosts.StartAsync();
        DeviceId device = await hosts.AddDeviceAsync(NumberedRun.Device, NumberedRun.Properties);

        int seen = await NumberedRun.RunAsync(hosts, async i =>
        {
            TwinReportResult result = await hosts.Twins.ReportAsync(device, $"p{i % 10}", (long)i);
            Assert.True(result.IsStored, result.Reason);
        });

        output.WriteLine($"{seen} states of the device were seen");
    }
}
