using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class DmiOptionsValidator : IValidateOptions<DmiOptions>
{
    private const int Million = 1_000_000;
    private const int MostBytesOfPath = 107;

    public ValidateOptionsResult Validate(string? name, DmiOptions options)
    {
        var faults = new List<string>();
        var bytes = System.Text.Encoding.UTF8.GetByteCount(options.SocketFile);
        if (options.SocketPath.Length == 0 || bytes > MostBytesOfPath)
        {
            faults.Add($"Dmi: {nameof(options.SocketPath)} is \"{options.SocketPath}\"; a socket's path has 1 to {MostBytesOfPath} bytes.");
        }

        var (millisecond, minute) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Check(options.ReportsPerSecond, nameof(options.ReportsPerSecond), 1, Million, faults);
        Check(options.ReportBurst, nameof(options.ReportBurst), 1, Million, faults);
        Check(options.MaximumTwins, nameof(options.MaximumTwins), 1, 10_000, faults);
        Check(options.MaximumMappers, nameof(options.MaximumMappers), 1, 10_000, faults);
        Check(options.MaximumConnections, nameof(options.MaximumConnections), 1, 10_000, faults);
        Check(options.MaximumMessageBytes, nameof(options.MaximumMessageBytes), 64 << 10, 64 << 20, faults);
        Check(options.TwinTimeout, nameof(options.TwinTimeout), TimeSpan.FromSeconds(1), 10 * minute, faults);
        Check(options.CallTimeout, nameof(options.CallTimeout), 100 * millisecond, 10 * minute, faults);
        Check(options.RetryDelay, nameof(options.RetryDelay), 10 * millisecond, minute, faults);
        Check(options.MaximumRetryDelay, nameof(options.MaximumRetryDelay), options.RetryDelay, 60 * minute, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check<T>(T value, string name, T lowest, T highest, List<string> faults)
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
        {
            faults.Add($"Dmi: {name} is {value}; it must lie between {lowest} and {highest}.");
        }
    }
}
