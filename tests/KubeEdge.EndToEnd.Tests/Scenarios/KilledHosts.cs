using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Scenarios;

/// <summary>SIGKILL of the API server, CloudCore or EdgeCore in the middle of changes to pods and to what one refers to.</summary>
public sealed class KilledHosts(ITestOutputHelper output)
{
    private const int ChangesPerKill = 300;
    private static readonly string[] _resources = ["pods", "configmaps", "secrets"];

    [Fact]
    public async Task AnyHostKilledDuringChanges_EqualAfterRestartAndNoVersionWentBack()
    {
        int kills = Effort.Of(20, 200);
        output.WriteLine($"seed {Effort.Seed}");
        var random = new Random(Effort.Seed);
        await using var hosts = new ThreeHosts();
        await hosts.StartAsync();
        (await hosts.Kubectl.RunWithInputAsync(Holder(), "apply", "-f", "-")).Ok();
        await using var history = new EdgeHistory(hosts.EdgeApi, _resources);
        using var changes = new Changes(hosts.Api, Effort.Seed, _resources);

        var waits = new List<TimeSpan>();
        for (int kill = 0; kill < kills; kill++)
        {
            int moment = random.Next(ChangesPerKill);
            int victim = random.Next(3);
            Task killed = Task.CompletedTask;
            await changes.MakeAsync(ChangesPerKill, i => killed = i == moment ? hosts.KillAndRestartAsync(victim) : killed);
            await killed;
            long up = TimeProvider.System.GetTimestamp();
            await hosts.EqualAsync();
            waits.Add(TimeProvider.System.GetElapsedTime(up));
        }

        (int events, IReadOnlyList<string> faults) = await history.EndAsync();
        output.WriteLine($"{events} events at the edge; equal after {waits.Average(wait => wait.TotalSeconds):F1} s, {waits.Max().TotalSeconds:F1} s at worst");

        // Five seconds are promised on a machine of one's own, as in the soak. In a build compilers and other suites run beside this, and
        // each wait holds the starts of checkers: there the quickest quarter says whether it is us.
        waits.Sort();
        int promised = Effort.Of(15, 5);
        Assert.True(waits[kills / 2] < TimeSpan.FromSeconds(promised), $"half of the times it took longer than {promised} s");
        Assert.True(waits[kills / 4] < TimeSpan.FromSeconds(5), "three quarters of the times it took longer than 5 s");
        Assert.True(events > ChangesPerKill, $"only {events} events were seen");
        Assert.Empty(faults);
    }

    /// <summary>A pod that refers to every name that the changes use, whether it exists at the moment or not.</summary>
    private static string Holder()
    {
        var volumes = new JsonArray();
        foreach (string name in Changes.AllNames)
        {
            volumes.Add(new JsonObject { ["name"] = $"c-{name}", ["configMap"] = new JsonObject { ["name"] = name, ["optional"] = true } });
            volumes.Add(new JsonObject { ["name"] = $"s-{name}", ["secret"] = new JsonObject { ["secretName"] = name, ["optional"] = true } });
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "holder", ["namespace"] = "default" },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = ThreeHosts.Node,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "nginx:1.25" }),
                ["volumes"] = volumes,
            },
        }.ToJsonString();
    }
}
