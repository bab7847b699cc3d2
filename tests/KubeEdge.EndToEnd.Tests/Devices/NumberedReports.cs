using System.Globalization;
using KubeEdge.DeviceTwin;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Numbered reports of one device on their way into the API, with the link cut in between.</summary>
public sealed class NumberedReports(ITestOutputHelper output)
{
    private const int Reports = 10_000;
    private static readonly string[] _properties = [.. Enumerable.Range(0, 10).Select(static i => $"p{i}")];

    [Fact]
    public async Task LinkCutForTheMiddleThird_LastOfEachPropertyArrivesAndNoneGoesBack()
    {
        await using DeviceHosts hosts = await DeviceHosts.StartAsync();
        DeviceId device = await hosts.AddDeviceAsync("counter", _properties);
        using var stopping = new CancellationTokenSource();
        Task<(int Seen, List<string> Faults)> watching = WatchAsync(hosts, stopping.Token);

        var reports = new List<Task<TwinReportResult>>(Reports);
        for (int i = 0; i < Reports; i++)
        {
            if (i == Reports / 3)
            {
                hosts.Link.Refuse();
                hosts.Link.Reset();
            }
            else if (i == 2 * Reports / 3)
            {
                hosts.Link.Heal();
            }

            reports.Add(hosts.Twins.ReportAsync(device, _properties[i % 10], (long)i).AsTask());
            if (i % 100 == 0)
            {
                await reports[i].WaitAsync(TimeSpan.FromSeconds(30));
            }
        }

        TwinReportResult[] answers = await Task.WhenAll(reports).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(answers, static answer => Assert.True(answer.IsStored, answer.Reason));
        await Eventually.TrueAsync(
            async () => DeviceHosts.ReportedIn(await hosts.GetAsync("counter")) is { Count: 10 } shown
                && _properties.Select((name, i) => shown[name] == $"{Reports - 10 + i}").All(static same => same),
            "the last value of each property is in the API");

        await stopping.CancelAsync();
        (int seen, List<string> faults) = await watching.WaitAsync(TimeSpan.FromSeconds(30));
        output.WriteLine($"{seen} states of the device were seen");
        Assert.Empty(faults);
        Assert.True(hosts.Link.Accepted > 1, "the link was never cut");
    }

    private static async Task<(int Seen, List<string> Faults)> WatchAsync(DeviceHosts hosts, CancellationToken stopping)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        List<string> faults = [];
        int seen = 0;
        var options = new KubeWatchOptions { ResourceVersion = (await hosts.GetAsync("counter")).ResourceVersion };
        try
        {
            await foreach (WatchEvent change in hosts.Api.WatchAsync(DeviceHosts.Devices, "default", options, stopping))
            {
                if (change.Object is not { } device)
                {
                    continue;
                }

                seen++;
                foreach ((string name, string text) in DeviceHosts.ReportedIn(device))
                {
                    long value = long.Parse(text, CultureInfo.InvariantCulture);
                    if (value < last.GetValueOrDefault(name, -1))
                    {
                        faults.Add($"{name} went from {last[name]} to {value}");
                    }

                    last[name] = value;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }

        return (seen, faults);
    }
}
