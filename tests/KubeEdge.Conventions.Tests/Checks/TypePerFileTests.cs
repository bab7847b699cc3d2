using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class TypePerFileTests
{
    [Fact]
    public void Sources_OneTypePerFileNamedLikeIt() =>
        Expect.None(TypePerFile.Find(SourceModel.Packages.Files)
            .Concat(TypePerFile.Find(SourceFile.ReadAll("samples", "benchmarks", "tools"))));

    [Theory]
    [InlineData("Thing.cs", "class Thing { class Log { } }")]
    [InlineData("Thing.Log.cs", "partial class Thing { }")]
    [InlineData("Thing.T.cs", "class Thing<T> { }")]
    [InlineData("Thing.cs", "class Thing { } enum Kind { A, B }")]
    [InlineData("Thing.cs", "class Thing { string text = \"class Other { }\"; /* class Third { } */ }")]
    [InlineData("Program.cs", "System.Console.WriteLine(); class Helper { }")]
    [InlineData("GlobalUsings.cs", "global using System;")]
    public void Find_TidyFile_IsAccepted(string name, string text) =>
        Assert.Empty(TypePerFile.Find([new SourceFile("src/P/" + name, text)]));

    [Theory]
    [InlineData("Thing.cs", "class Thing { }\nclass Other { }", 2, "Other stands in the file of Thing")]
    [InlineData("Thing.cs", "namespace N;\nclass Other { }", 1, "no type named like the file")]
    [InlineData("Thing.Log.cs", "class Thing { }", 1, "no type named like the file")]
    [InlineData("Thing.cs", "class Thing { }\nenum Kind\n{\nA,\nB,\nC,\nD,\nE,\nF,\nG,\n}", 2, "Kind")]
    public void Find_UntidyFile_IsReported(string name, string text, int line, string message) =>
        Expect.One(TypePerFile.Find([new SourceFile("src/P/" + name, text)]), line, message);

    [Fact]
    public void Find_SmallEnumUsedElsewhere_IsReported()
    {
        SourceFile[] files = [new("src/P/Thing.cs", "class Thing { }\nenum Kind { A }"), new("src/P/User.cs", "class User { Kind kind; }")];

        Expect.One(TypePerFile.Find(files), 2, "Kind");
    }
}
