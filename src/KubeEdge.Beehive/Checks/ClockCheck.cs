namespace KubeEdge.Beehive.Checks;

/// <summary>Whether two machines agree about the time.</summary>
public static class ClockCheck
{
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Compares.</summary>
    /// <param name="here">This machine's time.</param>
    /// <param name="there">The other's, for instance from the header <c>Date</c> of an answer; null when it said nothing.</param>
    /// <param name="peer">Who the other is.</param>
    public static CheckResult Run(DateTimeOffset here, DateTimeOffset? there, string peer)
    {
        if (there is not { } other)
        {
            return CheckResult.Skip($"{peer} does not say its time");
        }

        var difference = here - other;
        return difference.Duration() <= _tolerance
            ? CheckResult.Pass($"within {Math.Ceiling(difference.Duration().TotalSeconds)} s of {peer}")
            : CheckResult.Fail(
                $"this clock says {here:u}, that of {peer} {other:u}",
                "set the clock, best by NTP (timedatectl set-ntp true); certificates and tokens are judged by it");
    }
}
