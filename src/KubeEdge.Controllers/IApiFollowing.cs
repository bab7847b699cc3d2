namespace KubeEdge.Controllers;

/// <summary>
/// Tells how far the controllers know the API, for health checks. In the container after <c>AddEdgeController</c> or
/// <c>AddDeviceController</c>.
/// </summary>
public interface IApiFollowing
{
    /// <summary>Kinds of objects, in plural, whose first list is not complete; empty when nodes can be told everything.</summary>
    IReadOnlyList<string> NotListed { get; }

    /// <summary>Why the API cannot be followed now, in words; null when it can.</summary>
    string? Problem { get; }
}
