using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class TrackedTextTests
{
    private static readonly HashSet<string> s_binary = new(StringComparer.OrdinalIgnoreCase) { ".png", ".ico", ".db", ".pfx", ".zip" };

    [Fact]
    public void Repository_NamesNoMachineAndNoRegistry() =>
        Expect.None(RepositoryFiles.All
            .Where(path => !s_binary.Contains(Path.GetExtension(path)))
            .SelectMany(path => TrackedText.Find(path, RepositoryFiles.Read(path))));

    [Theory]
    [InlineData("x\nvar path = \"/" + "tmp/data\";")]
    [InlineData("x\n cd /" + "home/me/KubeEdge")]
    [InlineData("x\nC:\\" + "Users\\me")]
    [InlineData("x\nhttps://host/v3/" + "index.json")]
    [InlineData("x\ndeb" + " http://host stable main")]
    public void Find_TiedToOneMachine_IsReported(string text) => Expect.One(TrackedText.Find("a.md", text), 2, "");

    [Theory]
    [InlineData("Path.GetTempPath(), $DIR/" + "tmp/x, ./" + "work/y, https://example.org/" + "home/page")]
    [InlineData("https://www.nuget.org/packages/KubeEdge.Hosting")]
    public void Find_Neutral_IsAccepted(string text) => Assert.Empty(TrackedText.Find("a.md", text));
}
