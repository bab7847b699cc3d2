using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>SIGKILL of EdgeCore while a device updates its twin 500 times a second over MQTT, quality 1.</summary>
public sealed class KilledWhileUpdating(ITestOutputHelper output)
{
    private const int Properties = 10;
    private const int MostPerLife = 1_000_000;
    private const string Device = "default/counter";
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task EveryAcknowledgedUpdate_IsThereAfterwardsAndInTheApiInTheEnd()
    {
        int seed = Effort.Seed;
        int kills = Effort.Of(20, 200);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using DeviceHosts hosts = await DeviceHosts.StartCloudAsync();
        await hosts.PutDeviceAsync("counter", [.. Enumerable.Range(0, Properties).Select(static i => $"p{i}")]);
        await using var edge = new EdgeProcess(hosts);
        var answered = new long[Properties];
        Array.Fill(answered, -1);

        for (int kill = 0; kill < kills; kill++)
        {
            await edge.StartAsync();
            await FoundAsync(edge, answered, kill);
            await UpdateAsync(edge, answered, kill * MostPerLife, random.Next(1, 300));
        }

        await edge.StartAsync();
        await FoundAsync(edge, answered, kills);
        output.WriteLine($"answered last: {string.Join(", ", answered)}");
        await Eventually.TrueAsync(
            async () => DeviceHosts.ReportedIn(await hosts.GetAsync("counter")) is { Count: Properties } shown
                && answered.Select((number, i) => Number(shown[$"p{i}"]) >= number).All(static there => there),
            "the API shows what was answered, or something newer",
            () => edge.Output);
    }

    /// <summary>What was acknowledged in former lives is found in this one, or something newer that was on its way.</summary>
    private static async Task FoundAsync(EdgeProcess edge, long[] answered, int life)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(edge.Port, DeviceClient.Topic(Device, "get/result"));
        JsonNode? twins = null;
        await Eventually.TrueAsync(
            async () => (twins = (await device.GetAsync(Device))["twin"]) is not null, "the node has the device", () => edge.Output);
        for (int i = 0; i < Properties; i++)
        {
            long found = (string?)twins?[$"p{i}"]?["actual"]?["value"] is { Length: > 0 } value ? Number(value) : -1;
            Assert.True(found >= answered[i], $"life {life}: p{i} is {found}, and {answered[i]} was answered\n{edge.Output}");
        }
    }

    /// <summary>Updates until so many were acknowledged, and kills.</summary>
    private static async Task UpdateAsync(EdgeProcess edge, long[] answered, int first, int enough)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(edge.Port);
        using var timer = new PeriodicTimer(_beat);
        int acknowledged = 0;
        for (int number = first; Volatile.Read(ref acknowledged) < enough; number += Properties)
        {
            Assert.InRange(number, first, first + MostPerLife - Properties);
            await timer.WaitForNextTickAsync();
            for (int i = 0; i < Properties; i++)
            {
                _ = UpdateAsync(number + i);
            }
        }

        await edge.KillAsync();

        async Task UpdateAsync(int number)
        {
            string property = $"p{number % Properties}";
            if ((await device.PublishAsync(DeviceClient.Topic(Device, "update"), DeviceClient.Report(property, number))).IsSuccess)
            {
                InterlockedMax(ref answered[number % Properties], number);
                Interlocked.Increment(ref acknowledged);
            }
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (long seen = Volatile.Read(ref target); seen < value;)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
