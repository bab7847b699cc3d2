using KubeEdge.Dmi.Objects;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Reports;

/// <summary>
/// How many reports a mapper may make: a bucket for each protocol, since a report does not say who makes it. Devices that are not known
/// share one, so that there are never more buckets than protocols.
/// </summary>
internal sealed class ReportLimits(Catalog catalog, IOptions<DmiOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Level, long At)> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one report for a device; false when there is none left.</summary>
    public bool TryTake(DmiKey device)
    {
        var protocol = catalog.FindDevice(device)?.Protocol ?? string.Empty;
        var (rate, burst) = (options.Value.ReportsPerSecond, options.Value.ReportBurst);
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var level = _buckets.TryGetValue(protocol, out var bucket)
                ? Math.Min(burst, bucket.Level + (time.GetElapsedTime(bucket.At, now).TotalSeconds * rate))
                : burst;
            var isThere = level >= 1;
            _buckets[protocol] = (isThere ? level - 1 : level, now);
            return isThere;
        }
    }
}
