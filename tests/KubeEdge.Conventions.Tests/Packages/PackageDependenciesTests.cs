using System.Text.Json;
using KubeEdge.Conventions.Tests.Layers;
using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Packages;

public sealed class PackageDependenciesTests
{
    /// <summary>
    /// What a package depends on is what its project names. Versions that are pinned for packages further down would become dependencies
    /// of its own, also of packages that it never uses.
    /// </summary>
    [Fact]
    public void Packages_DependOnWhatTheirProjectsNameOnly() =>
        Expect.None(ProjectFile.ReadAll("src").SelectMany(project => Pinned(project.Name)));

    private static IEnumerable<Violation> Pinned(string package)
    {
        var path = $"artifacts/obj/{package}/project.assets.json";
        var text = RepositoryFiles.Read(path);
        if (text.Length == 0)
        {
            // Not restored here: a check of the sources alone.
            yield break;
        }

        using var assets = JsonDocument.Parse(text);
        if (assets.RootElement.TryGetProperty("centralTransitiveDependencyGroups", out var groups))
        {
            foreach (var pinned in groups.EnumerateObject().SelectMany(group => group.Value.EnumerateObject()))
            {
                yield return new Violation($"src/{package}/{package}.csproj", 1, $"would depend on {pinned.Name}, which it does not name");
            }
        }
    }
}
