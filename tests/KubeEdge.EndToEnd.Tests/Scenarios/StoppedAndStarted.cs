using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>Ctrl-C and another start on the same folder.</summary>
public sealed class StoppedAndStarted
{
    [Fact]
    public async Task EdgeInABox_StartedAgainOnItsFolder_GoesOnWhereItStopped()
    {
        using var folder = new TemporaryFolder();
        await using (Box first = await Box.StartAsync(folder.Path))
        {
            await Eventually.TrueAsync(
                () => Task.FromResult(first.Output.Contains("applied default/demo", StringComparison.Ordinal)),
                "the demo ConfigMap reaches the node",
                () => first.Output);
            (await first.Cloud.RunAsync("delete", "configmap", "demo")).Ok();
            (await first.Cloud.RunWithInputAsync(ConfigMaps.Manifest([ConfigMaps.Of("kept", 10)]), "apply", "-f", "-")).Ok();
            await first.EqualAsync();
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using Box second = await Box.StartAsync(folder.Path);
        await second.EqualAsync();
        Assert.Equal("configmap/kept\n", (await second.Edge.RunAsync("get", "configmaps", "-o", "name")).Ok());
        (await second.Cloud.RunAsync("delete", "configmap", "kept")).Ok();
        await second.EqualAsync();
        Assert.Equal(0, await second.InterruptAsync());
    }
}
