using KubeEdge.ApiServer.Definitions;

namespace KubeEdge.ApiServer.Tests.Definitions;

public sealed class GoPatternTests
{
    [Theory]
    [InlineData("^[a-z]+$", "a", "a\n")]
    [InlineData(@"^\d$", "1", "١")]
    [InlineData(@"^[\d.]$", "1", "١")]
    [InlineData(@"^\w$", "_", "é")]
    [InlineData(@"^\W$", "é", "a")]
    [InlineData(@"^\s$", "\t", "\u00a0")]
    [InlineData("^[$]$", "$", "$\n")]
    [InlineData("^[]$]$", "]", "a")]
    [InlineData("^[^]$]$", "a", "]")]
    [InlineData(@"^[a[]$", "[", "[\n")]
    [InlineData(@"^\$\\$", @"$\", "$\\\n")]
    [InlineData("(?m)^a$", "b\na\nb", "ab")]
    public void Pattern_MeansWhatItMeansInGo(string pattern, string taken, string refused)
    {
        var regex = GoPattern.TryCompile(pattern);

        Assert.NotNull(regex);
        Assert.Matches(regex, taken);
        Assert.DoesNotMatch(regex, refused);
    }

    [Fact]
    public void Pattern_ThatIsNone_IsNotChecked() => Assert.Null(GoPattern.TryCompile("("));
}
