using KubeEdge.DeviceTwin.Values;

namespace KubeEdge.DeviceTwin.Tests.Values;

public class TwinRangeTests
{
    [Fact]
    public void IsValue_EachSign_IsTaken() => Assert.All("-_.,:/@#aZ09", static c => Assert.True(TwinRange.IsValue(c.ToString())));

    [Fact]
    public void IsValue_OtherSigns_AreRefused() => Assert.All(" +%\"é\n\0", static c => Assert.False(TwinRange.IsValue(c.ToString())));

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void IsValue_Length_HasALimit(int length, bool expected) => Assert.Equal(expected, TwinRange.IsValue(new string('v', length)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void IsName_Length_HasLimits(int length, bool expected) => Assert.Equal(expected, TwinRange.IsName(new string('k', length)));
}
