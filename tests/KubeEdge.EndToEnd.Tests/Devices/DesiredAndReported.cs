using System.Diagnostics;
using System.Globalization;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>The way from kubectl to an MQTT client and back, with programs that know nothing of us, on the clock on the wall.</summary>
public sealed class DesiredAndReported(ITestOutputHelper output)
{
    private const int Rounds = 3;
    private static readonly TimeSpan _statusInterval = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task KubectlSetsDesired_DeltaWithinASecond_ReportInTheStatusWithinTwo()
    {
        MosquittoClients.SkipWhereAbsent();
        await using DeviceHosts hosts = await DeviceHosts.StartAsync(serveMqtt: true, _statusInterval);
        await hosts.AddDeviceAsync("valve", "target");
        var kubectl = new Kubectl(hosts.Kubeconfig, Path.Combine(hosts.EdgeFolder, "kubectl"));
        var mosquitto = new MosquittoClients(hosts.MqttPort);
        await using RunningProcess listener = await mosquitto.SubscribeAsync(DeviceClient.Topic("default/valve", "update/delta"));
        var deltas = new List<TimeSpan>();
        var reports = new List<TimeSpan>();
        for (int value = 0; value < Rounds; value++)
        {
            string delta = $$"""
                "delta":{"target":"{{value}}"}
                """;
            deltas.Add(await TakesAsync(
                async () => (await kubectl.RunAsync("patch", "device", "valve", "--type=merge", "-p", Desire(value))).Ok(),
                () => Task.FromResult(listener.Output.Contains(delta, StringComparison.Ordinal)),
                $"a delta of {value} is heard"));
            int expected = value;
            reports.Add(await TakesAsync(
                () => mosquitto.PublishAsync(DeviceClient.Topic("default/valve", "update"), DeviceClient.Report("target", expected)),
                async () => DeviceHosts.ReportedIn(await hosts.GetAsync("valve")).GetValueOrDefault("target") == Text(expected),
                $"{value} is in the status"));
        }

        output.WriteLine($"kubectl to delta: {Shown(deltas)}; mosquitto_pub to status: {Shown(reports)}");

        // The best, because other suites share the machine; both times hold the start of a program.
        Assert.True(deltas.Min() < TimeSpan.FromSeconds(1), Shown(deltas));
        Assert.True(reports.Min() < TimeSpan.FromSeconds(2), Shown(reports));
    }

    [Fact]
    public async Task KubectlEdit_OfDesired_IsHeard()
    {
        MosquittoClients.SkipWhereAbsent();
        await using DeviceHosts hosts = await DeviceHosts.StartAsync(serveMqtt: true);
        await hosts.AddDeviceAsync("valve", "target");
        await using RunningProcess listener =
            await new MosquittoClients(hosts.MqttPort).SubscribeAsync(DeviceClient.Topic("default/valve", "update/delta"));
        string cache = Path.Combine(hosts.EdgeFolder, "kubectl");
        var edit = new ProcessStartInfo("kubectl", ["--kubeconfig", hosts.Kubeconfig, "--cache-dir", cache, "edit", "device", "valve"]);
        edit.Environment["KUBE_EDITOR"] = "sed -i 's/- name: target/- name: target\\n    desired: {value: \"7\"}/'";

        (await Command.RunAsync(edit)).Ok();

        await Eventually.TrueAsync(
            () => Task.FromResult(listener.Output.Contains("\"delta\":{\"target\":\"7\"}", StringComparison.Ordinal)),
            "the delta is heard",
            () => listener.Output);
    }

    private static async Task<TimeSpan> TakesAsync(Func<Task> act, Func<Task<bool>> isSeen, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        Task acting = act();
        await Eventually.TrueAsync(isSeen, what);
        TimeSpan taken = TimeProvider.System.GetElapsedTime(start);
        await acting;
        return taken;
    }

    private static string Desire(int value) =>
        $$$"""{"spec":{"properties":[{"name":"target","desired":{"value":"{{{Text(value)}}}"}}]}}""";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shown(List<TimeSpan> times) => string.Join(", ", times.Select(static time => $"{time.TotalMilliseconds:0} ms"));
}
