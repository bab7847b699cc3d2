namespace KubeEdge.Beehive.Checks;

/// <summary>
/// Makes the self-checks of a part of the host when they are asked for. Registered as a service by whoever composes that part.
/// </summary>
/// <param name="make">Makes them, in the order in which they run.</param>
public sealed class SelfCheckSource(Func<IServiceProvider, IEnumerable<SelfCheck>> make)
{
    /// <summary>The checks.</summary>
    /// <param name="services">The host's services.</param>
    public IEnumerable<SelfCheck> Make(IServiceProvider services) => make(services);
}
