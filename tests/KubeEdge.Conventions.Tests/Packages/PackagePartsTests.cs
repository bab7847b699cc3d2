using KubeEdge.Conventions.Tests.Layers;
using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Packages;

public sealed class PackagePartsTests
{
    private const string Package = "KubeEdge.Odd";
    private const string Table = "| Package | For |\n|---|---|\n| [KubeEdge.Odd](src/KubeEdge.Odd) | odd things |\n";
    private const string Solution = """
        <Project Path="src/KubeEdge.Odd/KubeEdge.Odd.csproj" />
        <Project Path="tests/KubeEdge.Odd.Tests/KubeEdge.Odd.Tests.csproj" />
        """;

    private static readonly string[] s_paths = ["src/KubeEdge.Odd/README.md", "tests/KubeEdge.Odd.Tests/KubeEdge.Odd.Tests.csproj"];

    [Fact]
    public void Packages_HaveReadmeTestsAndTheirPlaceInSolutionAndTable()
    {
        var readme = RepositoryFiles.Read("README.md");
        var solution = RepositoryFiles.Read("KubeEdge.slnx");
        var packages = ProjectFile.ReadAll("src").Select(project => project.Name).ToList();

        Expect.None(packages
            .SelectMany(package => PackageParts.FindMissing(package, RepositoryFiles.All, readme, solution))
            .Concat(PackageParts.FindUnknown(packages, readme)));
    }

    // The programs of Packages.Tests know the family as packages only and are built outside the repository.
    [Fact]
    public void Solution_ListsEveryProject()
    {
        var solution = RepositoryFiles.Read("KubeEdge.slnx");

        Expect.None(RepositoryFiles.All
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)
            && !path.StartsWith("tests/KubeEdge.Packages.Tests/Apps/", StringComparison.Ordinal)
            && !solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            .Select(path => new Violation(path, 1, "not in KubeEdge.slnx")));
    }

    [Fact]
    public void FindMissing_CompletePackage_IsAccepted() => Assert.Empty(PackageParts.FindMissing(Package, s_paths, Table, Solution));

    [Fact]
    public void FindMissing_WithoutFiles_IsReported() =>
        Assert.Equal(s_paths, PackageParts.FindMissing(Package, [], Table, Solution).Select(violation => violation.Path));

    [Fact]
    public void FindMissing_NotInTheSolution_IsReported() =>
        Assert.Equal(2, PackageParts.FindMissing(Package, s_paths, Table, "").Count(violation => violation.Path == "KubeEdge.slnx"));

    [Theory]
    [InlineData("KubeEdge.Odd is named in a sentence only")]
    [InlineData("| KubeEdge.OddOther | x |")]
    public void FindMissing_NotInTheTable_IsReported(string readme) =>
        Expect.One(PackageParts.FindMissing(Package, s_paths, readme, Solution), 1, "package table lacks");

    [Fact]
    public void FindUnknown_RowWithoutPackage_IsReported() => Expect.One(PackageParts.FindUnknown([], Table), 3, "does not exist");
}
