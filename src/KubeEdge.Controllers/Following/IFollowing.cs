namespace KubeEdge.Controllers.Following;

/// <summary>One controller's part of <see cref="IApiFollowing"/>.</summary>
internal interface IFollowing
{
    /// <inheritdoc cref="IApiFollowing.NotListed"/>
    IReadOnlyList<string> NotListed { get; }

    /// <inheritdoc cref="IApiFollowing.Problem"/>
    string? Problem { get; }
}
