using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class RealWaitsTests
{
    private static readonly IReadOnlyList<SourceFile> s_tests = SourceFile.ReadAll("tests");

    [Fact]
    public void Tests_AtMostTenRealWaits()
    {
        var waits = RealWaits.Find(s_tests);

        Assert.True(waits.Count <= 10, string.Join(Environment.NewLine, waits));
    }

    [Fact]
    public void Tests_EachRealWaitSaysWhy() => Expect.None(RealWaits.FindUnexplained(s_tests));

    [Theory]
    [InlineData("Thread.Sleep(5);", 1)]
    [InlineData("await Task.Delay(5, timeoutToken);", 1)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(5));", 1)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(5), _clock);", 0)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(5), time, token);", 0)]
    [InlineData("await Task.Delay(Timeout.InfiniteTimeSpan, token);", 0)]
    [InlineData("await Task.Delay(-1, token);", 0)]
    [InlineData("var text = \"Thread.Sleep(5)\"; // Thread.Sleep(5);", 0)]
    public void Find_CountsWaitsOnTheRealClock(string statement, int waits) => Assert.Equal(waits, RealWaits.Find([Body(statement)]).Count);

    [Theory]
    [InlineData("Thread.Sleep(5); // the file system's clock ticks in milliseconds", 0)]
    [InlineData("// the peer offers no signal\nThread.Sleep(\n5);", 0)]
    [InlineData("// too far up\n\nThread.Sleep(5);", 1)]
    public void FindUnexplained_LooksForACommentBeside(string statement, int violations) =>
        Assert.Equal(violations, RealWaits.FindUnexplained([Body(statement)]).Count());

    private static SourceFile Body(string statement) => new("tests/P/A.cs", $"class A {{ async Task M() {{\n{statement}\n}} }}");
}
