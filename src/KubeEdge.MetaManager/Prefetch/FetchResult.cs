namespace KubeEdge.MetaManager.Prefetch;

/// <summary>What came of fetching something.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="LookAgain">When to look again; null for the usual time.</param>
internal readonly record struct FetchResult(FetchOutcome Outcome, DateTimeOffset? LookAgain = null);
