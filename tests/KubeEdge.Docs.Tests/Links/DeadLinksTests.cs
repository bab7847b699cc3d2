using KubeEdge.Shared.Repository;

namespace KubeEdge.Docs.Tests.Links;

public sealed class DeadLinksTests
{
    [Fact]
    public void Documents_EveryLinkIntoTheRepositoryLeadsSomewhere()
    {
        var dead = RepositoryFiles.All
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(path => DeadLinks.Find(path, RepositoryFiles.Read(path), place => Path.Exists(RepositoryRoot.Combine(place))))
            .ToList();

        Assert.True(dead.Count == 0, string.Join('\n', dead));
    }

    [Theory]
    [InlineData("x\n[a](missing.md)", "docs/missing.md")]
    [InlineData("x\n[a](../missing.md#part)", "missing.md")]
    [InlineData("x\n[a](wire/../wire/missing.md)", "docs/wire/missing.md")]
    public void Find_LinkToNothing_IsReportedWithItsLine(string document, string place)
    {
        var dead = Assert.Single(DeadLinks.Find("docs/a.md", document, _ => false));

        Assert.StartsWith("docs/a.md:2: ", dead, StringComparison.Ordinal);
        Assert.Contains($"leads to {place},", dead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a](present.md)")]
    [InlineData("[a](./present.md#part)")]
    [InlineData("[a](https://example.org/missing)")]
    [InlineData("[a](#part)")]
    public void Find_OtherLink_IsAccepted(string document) =>
        Assert.Empty(DeadLinks.Find("docs/a.md", document, place => place == "docs/present.md"));
}
