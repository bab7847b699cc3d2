using Microsoft.CodeAnalysis;

namespace KubeEdge.Conventions.Tests.Sources;

public sealed class SourceModelTests
{
    /// <summary>A file that this compiler cannot parse would pass every check unseen.</summary>
    [Fact]
    public void Sources_ParseWithoutErrors() =>
        Expect.None(FindUnparsed(SourceFile.ReadAll("src", "samples", "tools", "benchmarks", "tests")));

    [Fact]
    public void FindUnparsed_BrokenFile_IsReported() =>
        Expect.One(FindUnparsed([new SourceFile("src/P/A.cs", "class A\n{ void M( { } }")]).Take(1), 2, "CS");

    [Fact]
    public void Types_IncludesNestedOnes()
    {
        var model = SourceModel.Of("src/P/A.cs", "namespace N; class A { struct B { enum C { } } }");

        Assert.Equal(["A", "B", "C"], model.Types.Select(type => type.Name));
    }

    private static IEnumerable<Violation> FindUnparsed(IEnumerable<SourceFile> files) =>
        from file in files
        from diagnostic in file.Tree.GetDiagnostics()
        where diagnostic.Severity == DiagnosticSeverity.Error
        select Violation.At(diagnostic.Location, diagnostic.Id);
}
