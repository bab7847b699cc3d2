namespace KubeEdge.MetaStore;

/// <summary>How an object is put. Immutable; one instance can serve many puts.</summary>
public sealed record PutOptions
{
    internal static PutOptions Default { get; } = new();

    /// <summary>Why the object is stored. Default <see cref="ObjectOrigin.Desired"/>.</summary>
    public ObjectOrigin Origin { get; init; } = ObjectOrigin.Desired;

    /// <summary>The store deletes the object after this time unless it is put again. Null, the default: never.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Conflict unless the stored object has this revision; 0: unless there is none. Null, the default: no condition.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>
    /// Skip the put when the stored object has the same uid and the same or a higher resource version, so that late or repeated messages
    /// never take an object back. A copy in the same version that becomes <see cref="ObjectOrigin.Desired"/> is put. Default false.
    /// </summary>
    public bool NewerOnly { get; init; }
}
