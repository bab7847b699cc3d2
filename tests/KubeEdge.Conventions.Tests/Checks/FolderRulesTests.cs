using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class FolderRulesTests
{
    [Fact]
    public void Packages_OneFolderLevel() => Expect.None(FolderRules.FindDeep(SourceModel.Packages.Files));

    [Fact]
    public void Repository_NoFolderWithoutADomainName() => Expect.None(FolderRules.FindNameless(RepositoryFiles.All));

    [Theory]
    [InlineData("src/KubeEdge.Beehive/A/B/C.cs", 1)]
    [InlineData("src/KubeEdge.Controllers/A/B/C.cs", 0)]
    [InlineData("src/KubeEdge.Beehive/A/C.cs", 0)]
    public void FindDeep_CountsFoldersBelowThePackage(string path, int violations) =>
        Assert.Equal(violations, FolderRules.FindDeep([new SourceFile(path, "")]).Count());

    [Theory]
    [InlineData("src/KubeEdge.Beehive/Helpers/C.cs", 1)]
    [InlineData("tests/KubeEdge.Beehive.Tests/utils/C.cs", 1)]
    [InlineData("src/KubeEdge.Beehive/Common.cs", 0)]
    public void FindNameless_LooksAtFolderNames(string path, int violations) =>
        Assert.Equal(violations, FolderRules.FindNameless([path]).Count());
}
