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
}
