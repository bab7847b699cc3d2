using KubeEdge.EventBus.Topics;

namespace KubeEdge.EventBus.Tests.Topics;

public sealed class TopicNamesTests
{
    [Theory]
    [InlineData("$hw/events/device/x/twin/update", true, true)]
    [InlineData("$hw/events/device/ns/x/twin/update", true, true)]
    [InlineData("$hw/events/device/ns/twin/twin/get", true, true)]
    [InlineData("$hw/events/device/x/state/update", true, true)]
    [InlineData("$hw/events/device/ns/x/state/update", true, true)]
    [InlineData("$hw/events/node/edge-1/membership/get", true, true)]
    [InlineData("$hw/events/device/x/state/get", true, false)]
    [InlineData("$hw/events/device/x/updated", true, false)]
    [InlineData("$hw/events/device/x/twin/get/result", true, false)]
    [InlineData("$hw/events/device/ns/x/twin/update/delta", true, false)]
    [InlineData("$hw/events/node/edge-1/membership/updated", true, false)]
    [InlineData("$hw/events/device", true, false)]
    [InlineData("$hw/events/node", true, false)]
    [InlineData("$hw/events/devices/x/twin/update", false, false)]
    [InlineData("$hw/events/upload/a", false, false)]
    [InlineData("SYS/dis/upload_records", false, false)]
    [InlineData("default/user/test", false, false)]
    public void Topic_OfEachKind_GoesToTwinsOrCloud(string topic, bool isForTwins, bool isSubscribed)
    {
        Assert.Equal(isForTwins, TopicNames.IsForTwins(topic));
        Assert.Equal(isSubscribed, TopicNames.IsSubscribedForTwins(topic));
    }

    [Theory]
    [InlineData("a/b", true, true)]
    [InlineData("a/+/b", false, true)]
    [InlineData("+", false, true)]
    [InlineData("#", false, true)]
    [InlineData("a/#", false, true)]
    [InlineData("/", true, true)]
    [InlineData("a/#/b", false, false)]
    [InlineData("a+/b", false, false)]
    [InlineData("a/b#", false, false)]
    [InlineData("", false, false)]
    [InlineData("a\0b", false, false)]
    public void Text_IsNameOrFilter_AsTheStandardSays(string text, bool isName, bool isFilter)
    {
        Assert.Equal(isName, TopicRules.IsName(text));
        Assert.Equal(isFilter, TopicRules.IsFilter(text));
    }

    [Theory]
    [InlineData(65_535, true)]
    [InlineData(65_536, false)]
    public void Text_AtTheLimitOfBytes_IsNameAndFilter(int length, bool expected)
    {
        var text = new string('a', length);

        Assert.Equal(expected, TopicRules.IsName(text));
        Assert.Equal(expected, TopicRules.IsFilter(text));
    }
}
