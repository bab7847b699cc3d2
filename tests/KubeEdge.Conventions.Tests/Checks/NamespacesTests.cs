using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class NamespacesTests
{
    [Fact]
    public void Packages_NamespaceEqualsFolder() => Expect.None(Namespaces.Find(SourceModel.Packages.Files));

    [Theory]
    [InlineData("src/KubeEdge.Beehive/Json/A.cs", "namespace KubeEdge.Beehive.Json;\nclass A { }")]
    [InlineData("src/KubeEdge.Beehive/AExtensions.cs", "namespace Microsoft.Extensions.DependencyInjection;\nstatic class AExtensions { }")]
    public void Find_NamespaceOfTheFolder_IsAccepted(string path, string text) =>
        Assert.Empty(Namespaces.Find([new SourceFile(path, text)]));

    [Theory]
    [InlineData("src/KubeEdge.Beehive/Json/A.cs", "// x\nnamespace KubeEdge.Beehive;\nclass A { }", 2)]
    [InlineData("src/KubeEdge.Beehive/A.cs", "class A { }", 1)]
    [InlineData("src/KubeEdge.Beehive/A.cs", "namespace Microsoft.Extensions.DependencyInjection;\nstatic class A { }", 1)]
    public void Find_OtherNamespace_IsReported(string path, string text, int line) =>
        Expect.One(Namespaces.Find([new SourceFile(path, text)]), line, "the folder says");
}
