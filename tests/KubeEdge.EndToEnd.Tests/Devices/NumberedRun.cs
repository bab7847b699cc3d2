using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Numbers reported by one device, to ten properties in turn, with the link cut for the middle third.</summary>
internal static class NumberedRun
{
    public const string Device = "counter";
    public const int Count = 10_000;
    private const int AtOnce = 100;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public static string[] Properties { get; } = [.. Enumerable.Range(0, 10).Select(static i => $"p{i}")];

    /// <summary>Reports them all; the last of each property arrives in the API, and none there goes back.</summary>
    /// <param name="hosts">Where the device is.</param>
    /// <param name="reportAsync">Reports one; completes when it is stored.</param>
    /// <returns>How many states of the device were seen.</returns>
    public static async Task<int> RunAsync(DeviceHosts hosts, Func<int, Task> reportAsync)
    {
        using var stopping = new CancellationTokenSource();
        Task<(int Seen, List<string> Faults)> watching = StatusWatch.RunAsync(hosts, Device, stopping.Token);
        var reports = new List<Task>(Count);
        for (int i = 0; i < Count; i++)
        {
            if (i == Count / 3)
            {
                hosts.Link.Refuse();
                hosts.Link.Reset();
            }
            else if (i == 2 * Count / 3)
            {
                hosts.Link.Heal();
            }

            reports.Add(reportAsync(i));
            if (i % AtOnce == 0)
            {
                await reports[i].WaitAsync(_limit);
            }
        }

        await Task.WhenAll(reports).WaitAsync(_limit);
        await Eventually.TrueAsync(
            async () => DeviceHosts.ReportedIn(await hosts.GetAsync(Device)) is { } shown && shown.Count == Properties.Length
                && Properties.Select((name, i) => shown[name] == $"{Count - Properties.Length + i}").All(static same => same),
            "the last value of each property is in the API");

        await stopping.CancelAsync();
        (int seen, List<string> faults) = await watching.WaitAsync(_limit);
        Assert.Empty(faults);
        Assert.True(hosts.Link.Accepted > 1, "the link was never cut");
        return seen;
    }
}
