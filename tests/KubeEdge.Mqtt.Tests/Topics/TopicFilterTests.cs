using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Tests.Topics;

public sealed class TopicFilterTests
{
    [Theory]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("/")]
    [InlineData("/#")]
    [InlineData("sport/tennis/#")]
    [InlineData("+/tennis/#")]
    [InlineData("sport/+/player1")]
    [InlineData("sport//player1")]
    [InlineData("$SYS/#")]
    [InlineData("$share/consumers/#")]
    [InlineData("$share/consumers//")]
    public void TryParse_ValidFilter_IsAccepted(string text)
    {
        Assert.True(TopicFilter.TryParse(text, 128, out var filter));
        Assert.Equal(text, filter.Text);
    }

    [Theory]
    [InlineData("", "4.7.3-1")]
    [InlineData("a\0b", "4.7.3-2")]
    [InlineData("sport/tennis#", "4.7.1-1")]
    [InlineData("sport/#/ranking", "4.7.1-1")]
    [InlineData("##", "4.7.1-1")]
    [InlineData("sport+", "4.7.1-2")]
    [InlineData("sport/+a/x", "4.7.1-2")]
    [InlineData("$share/", "4.8.2-1")]
    [InlineData("$share/name", "4.8.2-2")]
    [InlineData("$share/name/", "4.8.2-2")]
    [InlineData("$share//a", "4.8.2-1")]
    [InlineData("$share/na+me/a", "4.8.2-1")]
    [InlineData("$share/n#/a", "4.8.2-1")]
    public void TryParse_FilterThatBreaksAStatement_IsRefused(string text, string statement) =>
        Assert.False(TopicFilter.TryParse(text, 128, out _), statement);

    [Fact]
    public void TryParse_MoreLevelsThanAllowed_IsRefused()
    {
        Assert.True(TopicFilter.TryParse("a/b/c", 3, out _));
        Assert.False(TopicFilter.TryParse("a/b/c/d", 3, out _));
    }

    [Fact]
    public void TryParse_SharedFilter_IsTakenApart()
    {
        Assert.True(TopicFilter.TryParse("$share/group/a/+", 128, out var filter));
        Assert.Equal("group", filter.ShareName);
        Assert.Equal("a/+", filter.Path);
    }
}
