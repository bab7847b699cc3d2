using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Local;

/// <summary>Reports of programs in this process. MQTT clients and the cloud hear of them as of any.</summary>
internal static class LocalReports
{
    public static TwinReportResult Apply(Turn turn, LocalReport report)
    {
        if (turn.Find(report.Device) is not { } device)
        {
            turn.Tools.Metrics.Updated(UpdateOutcome.UnknownDevice);
            return new(TwinReportStatus.UnknownDevice, $"this node has no device {report.Device}");
        }

        if (report.State is { } state)
        {
            return StateUpdates.Apply(turn, device, device.IdText, state)
                ? default
                : new(TwinReportStatus.Invalid, $"'{state}' is no state that the cloud knows");
        }

        var entries = NamedEntries.Sort(Entries(report), StringComparer.Ordinal);
        var fault = TwinUpdates.Fault(entries)
            ?? TwinUpdates.Apply(turn, device, device.IdText, string.Empty, entries, UpdateSource.Edge);
        return fault is null ? default : new(TwinReportStatus.Invalid, fault);
    }

    private static List<KeyValuePair<string, Twin?>> Entries(LocalReport report)
    {
        var entries = new List<KeyValuePair<string, Twin?>>(report.Values?.Count ?? 0);
        foreach (var (name, value) in report.Values ?? new Dictionary<string, string>())
        {
            entries.Add(new(name, new Twin { Actual = new TwinValue(value, null) }));
        }

        return entries;
    }
}
