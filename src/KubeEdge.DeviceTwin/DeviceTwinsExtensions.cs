using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin;

/// <summary>Reports of one value. Numbers are written the same in every culture and so that reading gives the same number again.</summary>
public static class DeviceTwinsExtensions
{
    /// <summary>Reports a text; see <see cref="IDeviceTwins.ReportAsync"/>.</summary>
    public static ValueTask<TwinReportResult> ReportAsync(
        this IDeviceTwins twins, DeviceId device, string property, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(twins);
        ArgumentNullException.ThrowIfNull(value);
        return twins.ReportAsync(device, new Dictionary<string, string>(1) { [property] = value }, cancellationToken);
    }

    /// <summary>Reports a number; see <see cref="IDeviceTwins.ReportAsync"/>.</summary>
    public static ValueTask<TwinReportResult> ReportAsync(
        this IDeviceTwins twins, DeviceId device, string property, double value, CancellationToken cancellationToken = default) =>
        twins.ReportAsync(device, property, TwinText.Format(value), cancellationToken);

    /// <summary>Reports a whole number; see <see cref="IDeviceTwins.ReportAsync"/>.</summary>
    public static ValueTask<TwinReportResult> ReportAsync(
        this IDeviceTwins twins, DeviceId device, string property, long value, CancellationToken cancellationToken = default) =>
        twins.ReportAsync(device, property, TwinText.Format(value), cancellationToken);

    /// <summary>Reports <c>true</c> or <c>false</c>; see <see cref="IDeviceTwins.ReportAsync"/>.</summary>
    public static ValueTask<TwinReportResult> ReportAsync(
        this IDeviceTwins twins, DeviceId device, string property, bool value, CancellationToken cancellationToken = default) =>
        twins.ReportAsync(device, property, TwinText.Format(value), cancellationToken);
}
