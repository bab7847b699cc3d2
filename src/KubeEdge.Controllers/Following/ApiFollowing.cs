namespace KubeEdge.Controllers.Following;

/// <summary>How far all controllers together know the API.</summary>
internal sealed class ApiFollowing(IEnumerable<IFollowing> parts) : IApiFollowing
{
    private readonly IFollowing[] _parts = [.. parts];

    public IReadOnlyList<string> NotListed => [.. _parts.SelectMany(static part => part.NotListed)];

    public string? Problem => _parts.Select(static part => part.Problem).FirstOrDefault(static problem => problem is not null);
}
