using System.Globalization;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>SIGKILL of the edge while its device reports 500 values a second.</summary>
public sealed class KilledWhileReporting(ITestOutputHelper output)
{
    private const int Properties = 10;
    private const int MostPerLife = 1_000_000;

    [Fact]
    public async Task EveryAnsweredReport_IsThereAfterwardsAndInTheApiInTheEnd()
    {
        int seed = Effort.Seed;
        int kills = Effort.Of(20, 200);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using DeviceHosts hosts = await DeviceHosts.StartCloudAsync();
        await hosts.PutDeviceAsync("counter", [.. Enumerable.Range(0, Properties).Select(static i => $"p{i}")]);
        var answered = new long[Properties];
        Array.Fill(answered, -1);

        for (int kill = 0; kill < kills; kill++)
        {
            int enough = random.Next(1, 300);
            string[] lines = await LiveAsync(hosts, 1 + (kill * MostPerLife), enough);
            Compare(lines, answered, kill);
        }

        output.WriteLine($"answered last: {string.Join(", ", answered)}");
        await ShownAsync(hosts, answered);
    }

    /// <summary>One life of the edge: until it was told of so many values that they are stored. What it said.</summary>
    private static async Task<string[]> LiveAsync(DeviceHosts hosts, int first, int enough)
    {
        await using RunningProcess edge = StartEdge(hosts, first);
        await Eventually.TrueAsync(
            () => Task.FromResult(Lines(edge).Count(static line => line.StartsWith("stored ", StringComparison.Ordinal)) >= enough),
            $"{enough} values are stored",
            () => edge.Output);
        await edge.KillAsync();
        return Lines(edge);
    }

    /// <summary>What was answered in former lives is found in this one, or something newer; then what this one answered counts.</summary>
    private static void Compare(string[] lines, long[] answered, int life)
    {
        var found = new long[Properties];
        Array.Fill(found, -1);
        foreach (string[] parts in lines.Select(static line => line.Split(' ')))
        {
            if (parts is ["found", ['p', .. var property], { Length: > 0 } value])
            {
                found[int.Parse(property, CultureInfo.InvariantCulture)] = long.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        for (int i = 0; i < Properties; i++)
        {
            Assert.True(found[i] >= answered[i], $"life {life}: p{i} is {found[i]}, and {answered[i]} was answered");
        }

        foreach (string line in lines.Where(static line => line.StartsWith("stored ", StringComparison.Ordinal)))
        {
            // The last line may be cut off by the kill; a shorter number is an older one, and as good as none.
            if (long.TryParse(line["stored ".Length..], CultureInfo.InvariantCulture, out long number))
            {
                answered[number % Properties] = Math.Max(answered[number % Properties], number);
            }
        }

        Assert.DoesNotContain(lines, static line => line.StartsWith("refused ", StringComparison.Ordinal));
    }

    private static async Task ShownAsync(DeviceHosts hosts, long[] answered)
    {
        await using RunningProcess last = StartEdge(hosts, -1);
        await Eventually.TrueAsync(
            async () => DeviceHosts.ReportedIn(await hosts.GetAsync("counter")) is { Count: Properties } shown
                && answered.Select((number, i) => Number(shown[$"p{i}"]) >= number).All(static there => there),
            "the API shows what was answered, or something newer",
            () => last.Output);
    }

    private static RunningProcess StartEdge(DeviceHosts hosts, int first) => RunningProcess.Start(
        "KubeEdge.DeviceTwin.CrashReporter",
        [hosts.EdgeFolder, DeviceHosts.Node, hosts.Hub.ToString(), hosts.Certificates, first.ToString(CultureInfo.InvariantCulture)]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines(RunningProcess process) =>
        process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
