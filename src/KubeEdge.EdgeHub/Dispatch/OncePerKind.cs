namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>Remembers what was logged already. Bounded: what a peer makes up must not grow memory or logs.</summary>
internal sealed class OncePerKind
{
    private const int Limit = 64;

    private readonly HashSet<(string?, string)> _seen = [];

    /// <summary>Whether this is the first of its kind and there was room to remember it.</summary>
    public bool IsFirst(string? group, string source) => _seen.Count < Limit && _seen.Add((group, source));
}
