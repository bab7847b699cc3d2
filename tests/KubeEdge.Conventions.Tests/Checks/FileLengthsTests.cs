using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class FileLengthsTests(ITestOutputHelper output)
{
    [Fact]
    public void Packages_NoFileOver500Lines() => Expect.None(FileLengths.Find(SourceModel.Packages.Files, 500));

    [Fact]
    public void Packages_MedianAtMost60AndP95AtMost300()
    {
        var files = SourceModel.Packages.Files;
        var median = FileLengths.Percentile(files, 0.5);
        var p95 = FileLengths.Percentile(files, 0.95);
        var longest = FileLengths.Percentile(files, 1);
        output.WriteLine($"{files.Count} files, {files.Sum(file => file.LineCount)} lines: median {median}, p95 {p95}, longest {longest}");

        Assert.True(median <= 60, $"median {median}");
        Assert.True(p95 <= 300, $"p95 {p95}");
    }

    [Fact]
    public void Samples_ProgramFilesAtMost60Lines() =>
        Expect.None(FileLengths.Find(SourceFile.ReadAll("samples").Where(file => file.Name == "Program.cs"), 60));

    [Fact]
    public void Find_FileOverTheLimit_IsReportedAtTheFirstLineTooMany() =>
        Expect.One(FileLengths.Find([new SourceFile("src/P/A.cs", "1\n2\n3\n"), new SourceFile("src/P/B.cs", "1\n2\n")], 2), 3, "3 lines");

    [Fact]
    public void Percentile_OfFour_IsTheUpperEndOfTheShare()
    {
        var files = Enumerable.Range(1, 4)
            .Select(lines => new SourceFile("src/P/A.cs", string.Concat(Enumerable.Repeat("x\n", lines))))
            .ToList();

        Assert.Equal([2, 4, 4], new[] { 0.5, 0.95, 1 }.Select(share => FileLengths.Percentile(files, share)));
    }
}
