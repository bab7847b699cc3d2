namespace KubeEdge.Conventions.Tests.Layers;

/// <summary>One row of the layer table.</summary>
/// <param name="Name">The package, without the leading <c>KubeEdge.</c>.</param>
/// <param name="Layer">References go to lower numbers only.</param>
/// <param name="Side">Which end of the link the package belongs to.</param>
/// <param name="AspNet">Whether it may carry the ASP.NET Core shared framework.</param>
/// <param name="References">The packages it references, exactly; null where any lower one that the side permits may be composed.</param>
/// <param name="FirstEventId">The start of its block of log event ids; 0 when it logs nothing.</param>
/// <param name="EventIds">The size of the block.</param>
internal sealed record PackageRow(
    string Name, int Layer, Side Side, bool AspNet, IReadOnlyList<string>? References, int FirstEventId = 0, int EventIds = 100)
{
    /// <summary>The name as folders, projects and assemblies carry it.</summary>
    public string FullName => "KubeEdge." + Name;

    /// <summary>The last id of the block.</summary>
    public int LastEventId => FirstEventId + EventIds - 1;

    /// <summary>Whether the id lies in the block of this package.</summary>
    public bool OwnsEventId(int id) => FirstEventId > 0 && id >= FirstEventId && id <= LastEventId;
}
