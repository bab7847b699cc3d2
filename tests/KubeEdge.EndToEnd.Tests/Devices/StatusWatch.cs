using System.Globalization;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Every state that the API shows of a device whose properties are numbers that count up.</summary>
internal static class StatusWatch
{
    /// <summary>Watches until it is stopped.</summary>
    public static async Task<(int Seen, List<string> Faults)> RunAsync(DeviceHosts hosts, string device, CancellationToken stopping)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        List<string> faults = [];
        int seen = 0;
        var options = new KubeWatchOptions { ResourceVersion = (await hosts.GetAsync(device)).ResourceVersion };
        try
        {
            await foreach (WatchEvent change in hosts.Api.WatchAsync(DeviceHosts.Devices, "default", options, stopping))
            {
                if (change.Object is not { } shown || shown.Name != device)
                {
                    continue;
                }

                seen++;
                foreach ((string name, string text) in DeviceHosts.ReportedIn(shown))
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
