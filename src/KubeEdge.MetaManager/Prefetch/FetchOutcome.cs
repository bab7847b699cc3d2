namespace KubeEdge.MetaManager.Prefetch;

/// <summary>What came of fetching something; a tag of the metric.</summary>
internal enum FetchOutcome
{
    /// <summary>It is here.</summary>
    Fetched,

    /// <summary>It was here without asking.</summary>
    Present,

    /// <summary>It does not exist.</summary>
    NotFound,

    /// <summary>The cloud did not say, or could not.</summary>
    Failed,
}
