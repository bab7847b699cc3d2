using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>The sample's thermometer: its twin's life both ways, in the node's own process.</summary>
public sealed class BoxedThermometer
{
    private const string Reported = "-o=jsonpath={.status.twins[?(@.propertyName=='target')].reported.value}";

    [Fact]
    public async Task DesiredChanged_DeviceHearsItAndItsReportIsInTheStatus()
    {
        using var folder = new TemporaryFolder();
        await using Box box = await Box.StartAsync(folder.Path);
        await ShowsAsync(box, "21");

        (await box.Cloud.RunAsync("patch", "device", "thermometer", "--type=merge", "-p", Desire("23.5"))).Ok();

        await ShowsAsync(box, "23.5");
        await ToldAsync(box, "23.5");
        await TemperatureAsync(box);
    }

    private static string Desire(string value) =>
        $$$"""{"spec":{"properties":[{"name":"temperature"},{"name":"target","desired":{"value":"{{{value}}}"}}]}}""";

    private static Task ShowsAsync(Box box, string target) => Eventually.TrueAsync(
        async () => (await box.Cloud.RunAsync("get", "device", "thermometer", Reported)).Output.Trim() == target,
        $"the status shows target {target}",
        () => box.Output);

    /// <summary>What a process has said before it did something may be read after that was seen.</summary>
    private static Task ToldAsync(Box box, string target) => Eventually.TrueAsync(
        () => Task.FromResult(box.Output.Contains($"told to go to {target}", StringComparison.Ordinal)),
        $"the thermometer says that it was told {target}",
        () => box.Output);

    private static Task TemperatureAsync(Box box) => Eventually.TrueAsync(
        async () => (await box.Cloud.RunAsync("get", "device", "thermometer", "-o", "yaml"))
            .Output.Contains("propertyName: temperature", StringComparison.Ordinal),
        "the status shows the temperature",
        () => box.Output);
}
