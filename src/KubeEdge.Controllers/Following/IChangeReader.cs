namespace KubeEdge.Controllers.Following;

/// <summary>Works changes of the API into something. Called by one task alone.</summary>
internal interface IChangeReader
{
    /// <summary>How long until <see cref="Flush"/> has something to do though nothing changes; null when nothing waits for time.</summary>
    TimeSpan? UntilNext { get; }

    /// <summary>Takes one change. What follows from it is said by <see cref="Flush"/>.</summary>
    void Apply(in ObjectChange change);

    /// <summary>Says everything that changed since the last time, each object once however often it changed.</summary>
    void Flush();
}
