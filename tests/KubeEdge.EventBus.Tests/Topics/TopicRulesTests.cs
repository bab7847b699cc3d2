using KubeEdge.EventBus.Topics;

namespace KubeEdge.EventBus.Tests.Topics;

public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("a/b", true)]
    [InlineData("+/user/#", true)]
    [InlineData("#", true)]
    [InlineData("$shared/a", true)]
    [InlineData("$share/g/x", false)]
    [InlineData("a/b+/c", false)]
    [InlineData("a/#/b", false)]
    [InlineData("", false)]
    public void Filter_OfEachKind_IsOneOrNot(string text, bool isFilter) => Assert.Equal(isFilter, TopicRules.IsFilter(text));

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("+/user/#", "default/user/a/b", true)]
    [InlineData("+/user/#", "default/user", true)]
    [InlineData("+/user/#", "default/users", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("a//+", "a//b", true)]
    public void Filter_OfATopic_CoversItOrNot(string filter, string topic, bool covers) =>
        Assert.Equal(covers, TopicRules.Covers(filter, topic));
}
