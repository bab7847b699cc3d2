namespace KubeEdge.MetaManager;

/// <summary>How much MetaManager has under way at once.</summary>
public sealed class MetaManagerOptions
{
    /// <summary>
    /// How many objects may be on their way into the store, not yet committed. Default 256, limits 1 to 65,536. At the limit the
    /// module stops reading its inbox, and through EdgeHub and the link the cloud slows down. The original commits one at a time.
    /// </summary>
    public int MaximumInFlight { get; set; } = 256;

    /// <summary>
    /// How many acknowledgements may wait for the link. Default 1,024, limits 1 to 65,536. At the limit no further commit is settled
    /// until one has left; when the link ends all are dropped, because the cloud sends again what was not acknowledged.
    /// </summary>
    public int MaximumAnswers { get; set; } = 1024;

    /// <summary>
    /// How many requests of this node's modules may be there, served and waiting. Default 1,024, limits 1 to 65,536. At the limit further ones
    /// get an error at once.
    /// </summary>
    public int MaximumRequests { get; set; } = 1024;

    /// <summary>
    /// How many requests of this node's modules are served at a time; those for one object always one after another. Default 64, limits 1 to
    /// 1,024. The original has no limit.
    /// </summary>
    public int ParallelRequests { get; set; } = 64;

    /// <summary>
    /// How long a question waits for the cloud when the store could answer it. Default 2 s, limits 0 to 1 min. The cloud's answer is still
    /// stored when it comes later.
    /// </summary>
    public TimeSpan LocalAnswerAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an object stays that is here only because a module asked for it; each answer of the cloud begins it anew. Default 24 h, limits
    /// 1 min to 365 days. The original keeps them for ever.
    /// </summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Fetch what pods of this node name, ConfigMaps, Secrets and tokens, before anybody asks, and remove it when no pod names it. Default true.
    /// Objects are not fetched from a cloud of this family, which pushes them.
    /// </summary>
    public bool Prefetch { get; set; } = true;

    /// <summary>How long to leave the cloud to push what a new pod names before fetching it. Default 1 s, limits 0 to 1 min.</summary>
    public TimeSpan PrefetchDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often fetched objects are fetched again, beside once per connection. Default 10 min, limits 10 s to 24 h.</summary>
    public TimeSpan PrefetchInterval { get; set; } = TimeSpan.FromMinutes(10);
}
