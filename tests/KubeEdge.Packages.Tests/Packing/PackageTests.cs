using KubeEdge.Conventions.Tests.Layers;
using KubeEdge.Shared.Repository;

[assembly: AssemblyFixture(typeof(KubeEdge.Packages.Tests.Packing.PackageFeed))]

namespace KubeEdge.Packages.Tests.Packing;

/// <summary>What <c>dotnet pack</c> makes is what users are promised.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    private const string Family = "KubeEdge.";
    private const string AspNet = "Microsoft.AspNetCore.App";

    [Fact]
    public void Feed_HoldsEveryPackageOfTheSource_InOneVersion()
    {
        var sources = Directory.GetFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

        Assert.Equal(sources, feed.Packages.Select(package => package.Id).Order(StringComparer.Ordinal));
        Assert.Single(feed.Packages.Select(package => package.Version).Distinct());
    }

    [Fact]
    public void EveryPackage_HasReadmeLicenseDescriptionTagsAndRepository() =>
        None(feed.Packages.SelectMany(package => Missing(package,
            ("a README", package.Text("readme") is { Length: > 0 } readme && package.Files.Contains(readme)),
            ("a license", package.Text("license") == "Apache-2.0"),
            ("a description of its own", package.Text("description").Length > 30),
            ("tags", package.Text("tags").Length > 0),
            ("the type of its repository", package.Attribute("repository", "type") == "git"))));

    [Fact]
    public void EveryPackage_HasDocumentsAndSymbolsOfItsAssembly() =>
        None(feed.Packages.SelectMany(package => Missing(package,
            ("its assembly alone", package.Files.Count(file => file.EndsWith(".dll", StringComparison.Ordinal)) == 1
                && package.Files.Contains($"lib/net10.0/{package.Id}.dll")),
            ("its documents", package.Files.Contains($"lib/net10.0/{package.Id}.xml")),
            ("its symbols", Symbols(package).Contains($"lib/net10.0/{package.Id}.pdb")))));

    [Fact]
    public void EveryPackage_DependsOnTheFamilyAsTheLayerTableSays() =>
        None(feed.Packages.SelectMany(package => Missing(package,
            ($"the dependencies {string.Join(", ", Expected(package) ?? [])}", Expected(package) is not { } exact
                || exact.Order(StringComparer.Ordinal).SequenceEqual(Members(package).Order(StringComparer.Ordinal))),
            ("dependencies of its own version", Members(package).All(name => package.Dependencies[name] == feed.Version)))));

    [Fact]
    public void AspNet_IsCarriedByTheMarkedPackagesOnly() =>
        None(feed.Packages.SelectMany(package => Missing(package,
            ("no framework but the one it is marked for",
                package.Frameworks.All(framework => framework == AspNet && LayerTable.Find(package.Id) is { AspNet: true })))));

    [Fact]
    public void EdgeSet_PullsNoAspNet()
    {
        IReadOnlyList<string> edge = Closure("KubeEdge.Hosting");

        Assert.Contains("KubeEdge.MetaStore", edge);
        Assert.DoesNotContain(edge, name => feed[name].Frameworks.Count > 0);
        Assert.DoesNotContain(edge, name => feed[name].Dependencies.Keys.Any(id => id.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Missing(Nupkg package, params (string What, bool Holds)[] rules) =>
        rules.Where(rule => !rule.Holds).Select(rule => $"{package.Id} lacks {rule.What}");

    private static void None(IEnumerable<string> faults) => Assert.Empty(faults);

    private static IEnumerable<string> Members(Nupkg package) =>
        package.Dependencies.Keys.Where(name => name.StartsWith(Family, StringComparison.Ordinal));

    private IReadOnlyList<string> Symbols(Nupkg package) => new Nupkg(Path.Combine(feed.Path, $"{package.Id}.{package.Version}.snupkg")).Files;

    // Null where the table lets a package compose what its side permits; rows of packages that are not made yet bind nobody.
    private IEnumerable<string>? Expected(Nupkg package) => LayerTable.Find(package.Id)?.References?
        .Select(name => Family + name)
        .Where(name => feed.Packages.Any(other => other.Id == name));

    private List<string> Closure(string root)
    {
        List<string> reached = [root];
        for (int i = 0; i < reached.Count; i++)
        {
            reached.AddRange(Members(feed[reached[i]]).Where(name => !reached.Contains(name)));
        }

        return reached;
    }
}
