using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class LeftoversTests
{
    [Fact]
    public void Sources_NoRegionsNotesOrStubs() =>
        Expect.None(Leftovers.Find(SourceFile.ReadAll("src", "samples", "tools", "benchmarks", "tests")));

    [Fact]
    public void Sources_NullForgivingSaysWhy() =>
        Expect.None(Leftovers.FindUnexplainedNullForgiving(SourceFile.ReadAll("src", "samples", "tools", "benchmarks")));

    [Theory]
    [InlineData("class A {\n#region R\n#endregion\n}", "a region")]
    [InlineData("class A {\n// TODO later\n}", "TODO")]
    [InlineData("class A {\n/* one FIXME */ }", "FIXME")]
    [InlineData("class A { void M() =>\nthrow new System.NotImplementedException(); }", "a stub")]
    public void Find_Leftover_IsReported(string text, string message) =>
        Expect.One(Leftovers.Find([new SourceFile("src/P/A.cs", text)]), 2, message);

    [Fact]
    public void Find_WordsInStringsAndNames_AreAccepted() =>
        Assert.Empty(Leftovers.Find([Source("string TODO = \"#region TODO NotImplementedException\"; /* todos */")]));

    [Theory]
    [InlineData("var a = b!;", 1)]
    [InlineData("var a = b!; // b was checked by the caller", 0)]
    [InlineData("// b was checked by the caller\nvar a = b!;", 0)]
    [InlineData("var a = !b; var c = \"d!\";", 0)]
    public void FindUnexplainedNullForgiving_LooksForACommentBeside(string statement, int violations) =>
        Assert.Equal(violations, Leftovers.FindUnexplainedNullForgiving([Source($"void M(string b) {{\n{statement}\n}}")]).Count());

    private static SourceFile Source(string members) => new("src/P/A.cs", $"class A {{ {members} }}");
}
