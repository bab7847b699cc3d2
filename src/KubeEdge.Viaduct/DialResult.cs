namespace KubeEdge.Viaduct;

/// <summary>The outcome of one dial.</summary>
/// <param name="Link">The link; null unless <paramref name="Failure"/> is <see cref="DialFailure.None"/>. The caller disposes it.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Detail">The failure in words, for logs.</param>
/// <param name="RetryAfter">How long the server asks to stay away; null when it does not say.</param>
public readonly record struct DialResult(
    ILink? Link,
    DialFailure Failure = DialFailure.None,
    string? Detail = null,
    TimeSpan? RetryAfter = null);
