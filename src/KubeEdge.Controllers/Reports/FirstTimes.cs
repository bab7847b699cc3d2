using System.Collections.Concurrent;

namespace KubeEdge.Controllers.Reports;

/// <summary>Remembers what was said already. The texts come from peers, so at most 1,024 are kept; later ones count as said.</summary>
internal sealed class FirstTimes
{
    private const int MaxKept = 1024;
    private readonly ConcurrentDictionary<string, byte> _seen = new(StringComparer.Ordinal);

    public bool IsFirst(string what) => !_seen.ContainsKey(what) && _seen.Count < MaxKept && _seen.TryAdd(what, 0);
}
