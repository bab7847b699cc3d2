using System.Globalization;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Tests.Vectors;

/// <summary>A device as the rows of the original's tables, each column as <c>table.column=value</c>; empty columns are left out.</summary>
internal static class StateRows
{
    public static List<string> Of(Device? device)
    {
        var rows = new List<string>();
        if (device is null)
        {
            return rows;
        }

        var id = device.IdText;
        rows.Add(Row("device", new()
        {
            ["id"] = id,
            ["name"] = device.Name,
            ["description"] = device.Description,
            ["state"] = device.State,
            ["last_online"] = device.LastOnline,
        }));
        foreach (var (name, attribute) in device.Attributes)
        {
            rows.Add(Row("device_attr", new()
            {
                ["deviceid"] = id,
                ["name"] = name,
                ["value"] = attribute.Value,
                ["optional"] = attribute.Optional == false ? "0" : "1",
                ["attr_type"] = attribute.Type ?? "string",
            }));
        }

        for (var i = 0; i < device.Twins.Count; i++)
        {
            var twin = device.Twins[i].Twin;
            rows.Add(Row("device_twin", new()
            {
                ["deviceid"] = id,
                ["name"] = device.Twins.Name(i),
                ["expected"] = twin.Expected?.Value,
                ["actual"] = twin.Actual?.Value,
                ["expected_meta"] = Meta(twin.Expected),
                ["actual_meta"] = Meta(twin.Actual),
                ["expected_version"] = Version(twin.ExpectedVersion),
                ["actual_version"] = Version(twin.ActualVersion),
                ["optional"] = twin.Optional == false ? "0" : "1",
                ["attr_type"] = twin.Type,
            }));
        }

        return rows;
    }

    public static string Row(string table, SortedDictionary<string, string?> columns) =>
        $"{table}: {string.Join(' ', columns.Where(x => !string.IsNullOrEmpty(x.Value)).Select(x => $"{x.Key}={x.Value}"))}";

    private static string? Meta(TwinValue? half) =>
        half?.Timestamp is { } time ? $$"""{"timestamp":{{time.ToString(CultureInfo.InvariantCulture)}}}""" : null;

    private static string? Version(TwinVersion? version) =>
        version is { } x ? $$"""{"cloud":{{x.Cloud}},"edge":{{x.Edge}}}""" : null;
}
