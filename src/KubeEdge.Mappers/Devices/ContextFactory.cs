using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Mappers.Devices;

/// <summary>Puts a device and its model together for drivers.</summary>
internal static class ContextFactory
{
    private const long FirstNanoseconds = 10_000_000;
    private static readonly TimeSpan _defaultCycle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _shortestCycle = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _longestCycle = TimeSpan.FromDays(1);

    public static DeviceContext Create(Device device, DeviceModel? model, CycleUnit unit)
    {
        var key = new DeviceKey(device.Namespace, device.Name);
        var modelled = (model?.Spec?.Properties ?? []).ToLookup(static property => property.Name, StringComparer.Ordinal);
        var properties = (device.Spec?.Properties ?? [])
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .Select(property => Create(key, property, modelled[property.Name].FirstOrDefault(), unit))
            .ToList();
        var protocol = device.Spec?.Protocol;
        return new DeviceContext(
            device.Namespace,
            device.Name,
            model?.Name,
            protocol?.ProtocolName ?? "",
            ConfigurationReader.Read($"device {key}, protocol", protocol?.ConfigData),
            properties);
    }

    /// <summary>What a cycle's number means; null for none.</summary>
    public static TimeSpan? Cycle(long number, CycleUnit unit)
    {
        if (number <= 0)
        {
            return null;
        }

        var isNanoseconds = unit == CycleUnit.Nanoseconds || (unit == CycleUnit.Automatic && number >= FirstNanoseconds);
        var cycle = isNanoseconds
            ? new TimeSpan(number / TimeSpan.NanosecondsPerTick)
            : TimeSpan.FromMilliseconds(Math.Min(number, (long)_longestCycle.TotalMilliseconds));
        return cycle < _shortestCycle ? _shortestCycle : cycle > _longestCycle ? _longestCycle : cycle;
    }

    private static PropertyContext Create(DeviceKey device, DeviceProperty property, ModelProperty? model, CycleUnit unit) => new()
    {
        Name = property.Name,
        Type = model is { Type.Length: > 0 } ? model.Type.ToUpperInvariant() : "STRING",
        IsWritable = !string.Equals(model?.AccessMode, "ReadOnly", StringComparison.OrdinalIgnoreCase),
        Description = model?.Description ?? "",
        Minimum = model?.Minimum ?? "",
        Maximum = model?.Maximum ?? "",
        Unit = model?.Unit ?? "",
        Visitor = ConfigurationReader.Read($"device {device}, property {property.Name}", property.Visitors?.ConfigData),
        CollectCycle = Cycle(property.CollectCycle, unit) ?? _defaultCycle,
        ReportCycle = Cycle(property.ReportCycle, unit),
        IsReported = property.ReportToCloud,
    };
}
