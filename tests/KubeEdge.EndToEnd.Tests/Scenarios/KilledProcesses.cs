using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>SIGKILL of either side, at rest and in the middle of changes.</summary>
public sealed class KilledProcesses(ITestOutputHelper output)
{
    private const int ChangesPerKill = 200;

    [Fact]
    public async Task CloudKilled_KubectlAtTheEdge_AnswersTheSameObjects()
    {
        await using var both = new CloudAndEdge();
        await both.StartCloudAsync();
        await both.StartEdgeAsync();
        string manifest = ConfigMaps.Manifest([ConfigMaps.Of("one", 10), ConfigMaps.Of("two", 5000, "ž"), ConfigMaps.Binary("three", [0, 255])]);
        (await both.Cloud.RunWithInputAsync(manifest, "apply", "-f", "-")).Ok();
        await both.EqualAsync();
        string before = (await both.Cloud.RunAsync("get", "configmaps", "-o", "yaml")).Ok();

        await both.KillCloudAsync();

        Assert.Equal(before, (await both.AtEdgeAsync("get", "configmaps", "-o", "yaml")).Ok());
        Assert.Contains("two", (await both.AtEdgeAsync("get", "configmap", "two")).Ok(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EitherSideKilledDuringChanges_TenTimes_EqualAfterRestartAndNoVersionWentBack()
    {
        int seed = Effort.Seed;
        int kills = Effort.Of(10, 200);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var both = new CloudAndEdge();
        await both.StartCloudAsync();
        await both.StartEdgeAsync();
        await using var history = new EdgeHistory(both.EdgeApi, "configmaps");
        using var changes = new Changes(both.CloudApi, seed, "configmaps");

        for (int kill = 0; kill < kills; kill++)
        {
            int moment = random.Next(ChangesPerKill);
            Task killed = Task.CompletedTask;
            bool cloud = kill % 2 == 0;
            await changes.MakeAsync(ChangesPerKill, i => killed = i == moment ? KillAndRestartAsync(both, cloud) : killed);
            await killed;
            await both.EqualAsync();
        }

        (int events, IReadOnlyList<string> faults) = await history.EndAsync();
        output.WriteLine($"{events} events at the edge");
        Assert.True(events > ChangesPerKill, $"only {events} events were seen");
        Assert.Empty(faults);
    }

    private static async Task KillAndRestartAsync(CloudAndEdge both, bool cloud)
    {
        await (cloud ? both.KillCloudAsync() : both.KillEdgeAsync());
        await (cloud ? both.StartCloudAsync() : both.StartEdgeAsync());
    }
}
