using KubeEdge.Shared.Retries;

namespace KubeEdge.Mappers.Devices;

/// <summary>The pauses of one who tries again and again, from the shortest on after each success.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan longest, Random random)
{
    private readonly RetryDelays _delays = new(first, longest, random);
    private int _failures;

    public TimeSpan Next() => _delays.After(++_failures);

    public void Reset() => _failures = 0;
}
