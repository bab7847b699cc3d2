using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Tests.Topics;

public sealed class RetainedTreeTests
{
    private readonly RetainedTree<string> _tree = new();

    [Theory]
    [InlineData("#", new[] { "/x", "a", "a/b", "a/b/c" })]
    [InlineData("+", new[] { "a" })]
    [InlineData("a/#", new[] { "a", "a/b", "a/b/c" })]
    [InlineData("+/+", new[] { "/x", "a/b" })]
    [InlineData("a/b", new[] { "a/b" })]
    [InlineData("$SYS/#", new[] { "$SYS/up" })]
    [InlineData("+/up", new string[0])]
    [InlineData("nothing/#", new string[0])]
    public void Match_Filter_FindsItsTopics(string filter, string[] topics)
    {
        foreach (var topic in new[] { "a", "a/b", "a/b/c", "/x", "$SYS/up" })
        {
            Assert.Null(_tree.Set(topic, topic));
        }

        var found = new List<string>();
        _tree.Match(filter, found);
        Assert.Equal(topics.Order(), found.Order());
    }

    [Fact]
    public void Remove_InnerTopic_LeavesThoseBelow()
    {
        _tree.Set("a", "1");
        _tree.Set("a/b", "2");

        Assert.Equal("1", _tree.Remove("a"));
        Assert.Null(_tree.Remove("a"));
        Assert.Equal("2", _tree.Get("a/b"));
        Assert.Equal("2", _tree.Set("a/b", "3"));
        Assert.Equal(1, _tree.Count);
    }
}
