namespace KubeEdge.Testing.Proxies;

/// <summary>Where connections are reset.</summary>
/// <param name="Direction">The direction that is counted; null for one or the other.</param>
/// <param name="Fewest">The lowest number of bytes that pass.</param>
/// <param name="Most">The highest.</param>
internal readonly record struct CutRange(ProxyDirection? Direction, long Fewest, long Most)
{
    public ProxyCut Draw(Random random) => new(
        Direction ?? (random.Next(2) == 0 ? ProxyDirection.ToServer : ProxyDirection.ToClient),
        Fewest == Most ? Fewest : random.NextInt64(Fewest, Most + 1));
}
