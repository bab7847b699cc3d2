using KubeEdge.DeviceTwin.Topics;

namespace KubeEdge.DeviceTwin.Tests.Topics;

public class TwinTopicsTests
{
    [Theory]
    [InlineData("$hw/events/device/dev/twin/update", "TwinUpdate", "dev")]
    [InlineData("$hw/events/device/device/x/twin/update", "TwinUpdate", "device/x")]
    [InlineData("$hw/events/device/twin/twin/update", "TwinUpdate", "twin")]
    [InlineData("$hw/events/device/twin/update/twin/update", "TwinUpdate", "twin/update")]
    [InlineData("$hw/events/device/update/twin/get", "TwinGet", "update")]
    [InlineData("$hw/events/device/a/b/twin/cloud_updated", "CloudUpdate", "a/b")]
    [InlineData("$hw/events/device/a/state/update", "StateUpdate", "a")]
    [InlineData("$hw/events/device/a/updated", "DeviceUpdate", "a")]
    [InlineData("$hw/events/node/node/membership/get", "MembershipGet", "")]
    public void Parse_ByPosition_FindsEveryDevice(string topic, string kind, string device)
    {
        Assert.Equal(Enum.Parse<TopicKind>(kind), TwinTopics.Parse(topic, out var id));
        Assert.Equal(device, id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$hw/events/device")]
    [InlineData("$hw/events/device/")]
    [InlineData("$hw/events/device//twin/update")]
    [InlineData("$hw/events/device/twin/update")]
    [InlineData("$hw/events/device/a/b/c/twin/update")]
    [InlineData("$hw/events/device/a/twin/update/result")]
    [InlineData("$hw/events/device/a/state/get")]
    [InlineData("$hw/events/node//membership/get")]
    [InlineData("$hw/events/node/a/b/membership/get")]
    [InlineData("$hw/events/node/membership/get")]
    [InlineData("$hw/events/node/a/membership/updated")]
    public void Parse_AnythingElse_IsNothing(string topic) => Assert.Equal(TopicKind.None, TwinTopics.Parse(topic, out _));
}
